import { TARGET_SHIFT, UPPER_BITS, ensureTable } from '../../reference/index.ts';
import type { Machine, Mm, Plan, Process, RemapPlan, Stage, Vma } from '../../reference/index.ts';
import { replacing } from '../../mutants/manual.ts';
import type { Detour } from '../../mutants/manual.ts';
import { pageOf, pagesCovering } from '../../schemas/address.ts';
import type { CallOf } from '../../schemas/contract.ts';
import type { Outcome } from '../../schemas/generated/types.ts';
import type { Hazard } from '../hazard.ts';

const EINVAL: Outcome = { result: 'refused', errno: 'EINVAL' };

/** A window is moved as a whole, to a place where it could be attached, or not at all. */
const decode: Detour['decode'] = (usual) => (machine, process, call) =>
  isMisplaced(machine, process, call as CallOf<'mremap'>) ? EINVAL : usual(machine, process, call);

function isMisplaced(machine: Machine, { mm }: Process, call: CallOf<'mremap'>): boolean {
  const { shift } = machine.layout;
  const window = mm.vmas.find(pageOf(call.addr, shift));
  const pages = pagesCovering(call.newLength, shift);
  if (window?.region === undefined || pages > pagesCovering(call.oldLength, shift)) return false;
  const isWhole = window.start === pageOf(call.addr, shift) && window.end === window.start + pages;
  return !isWhole || (call.newAddr !== undefined && !isPlace(machine, mm, window, pageOf(call.newAddr, shift)));
}

function isPlace(machine: Machine, mm: Mm, { region, start, end }: Vma, to: number): boolean {
  if (region === undefined || region.ended || to % machine.unitPages !== 0) return false;
  const last = to + (end - start);
  return mm.vmas.all.every((vma) => vma.region === undefined || vma.end <= to || vma.start >= last || (vma.start >= to && vma.end <= last));
}

/** What hangs below the common tables of the old place is hung under tables of the caller at the new one. */
function change(usual: Stage<Plan>): Stage<Plan>['run'] {
  return (machine, plan) => {
    const { mm, request, to } = plan as RemapPlan;
    const window = mm.vmas.find(request.from);
    if (window?.region === undefined || to === request.from) return usual.run(machine, plan);
    for (let page = window.start; page < window.end; page += machine.unitPages) moveUnit(machine, mm, page, page - window.start + to);
    const next = usual.run(machine, plan);
    const { region, delta } = window;
    const moved = mm.vmas.find(to);
    if (moved === undefined) return next;
    moved.delta = machine.deltaOf(region, moved);
    const at = region.guests.findIndex((guest) => guest.mm === mm && guest.delta === delta);
    if (at >= 0) region.guests[at] = { mm, delta: moved.delta };
    return next;
  };
}

function moveUnit(machine: Machine, mm: Mm, from: number, to: number): void {
  const level = machine.unitLevel - 1;
  const common = machine.descend(mm, from, level);
  if (common === undefined) return;
  for (let i = common.next(0); i >= 0; i = common.next(i + 1)) {
    const child = machine.tables.at(common.get(i) >>> TARGET_SHIFT);
    common.set(i, 0);
    if (child !== undefined) ensureTable(machine, mm, to, level).set(i, (child.id << TARGET_SHIFT) | UPPER_BITS);
  }
}

export const moveTakesSharedEntries: Hazard = {
  id: 'move-takes-shared-entries',
  title: 'mremap may move a whole window, and takes the entries of the common tables with it, away from all who share them.',
  evidence: 'derived',
  source: 'PATCH v3 of August 2025, patch 7: nothing refuses it; mm/mremap.c',
  machine: (Base) =>
    class MoveTakesSharedEntries extends Base {
      override remapRefusal(grows: boolean): Outcome | undefined {
        return grows ? super.remapRefusal(grows) : undefined;
      }
    },
  detours: [{ calls: ['mremap'], decode, stages: replacing('change-entries', change) }],
};
