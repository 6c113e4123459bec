import type { CallOf } from '../../schemas/contract.ts';
import type { Outcome } from '../../schemas/generated/types.ts';
import { DONE, EEXIST, EINVAL, ENOENT, ENOMEM, EPERM } from '../answers.ts';
import type { Machine } from '../machine.ts';
import { nameIn } from '../path-name.ts';
import type { Process } from '../process.ts';
import type { Region } from '../region.ts';
import type { CallKind, Plan } from '../stage.ts';
import { windowOn } from '../windows.ts';
import { alignedPage } from './range.ts';

type MshareCall = CallOf<'mshare'>;

export interface MsharePlan extends Plan {
  readonly process: Process;
  readonly name: string;
  /** Pages; end excluded. */
  readonly start: number;
  readonly end: number;
  /** O_RDONLY, O_WRONLY or O_RDWR as a number. */
  readonly access: number;
  /** undefined: one is to be made. */
  readonly region: Region | undefined;
}

/** A new name makes a region of what the caller has mapped; a known one is attached to. */
export const mshare: CallKind<MshareCall, MsharePlan> = {
  decode(machine, process, call) {
    if (!machine.msharefs.mounted) return ENOENT;
    const { shift } = machine.layout;
    const [start, pages] = [alignedPage(call.addr, shift), alignedPage(call.length, shift)];
    if (!machine.isOfUnits(start, pages) || start + pages > machine.layout.userPages) return EINVAL;
    const name = nameIn(call);
    if (typeof name !== 'string') return name;
    const region = machine.msharefs.names.get(name)?.region;
    const plan = { outcome: DONE, gather: undefined, process, name, start, end: start + pages, access: accessOf(call), region };
    return (region === undefined ? refusesCreation(machine, plan) : refusesAttachment(machine, plan, region, call)) ?? plan;
  },
  stages: [
    {
      label: 'insert',
      run(machine, plan) {
        plan.outcome = plan.region === undefined ? create(machine, plan) : attach(machine, plan, plan.region);
        return undefined;
      },
    },
  ],
};

function accessOf({ flags }: MshareCall): number {
  if (flags.includes('O_RDWR')) return 2;
  return flags.includes('O_WRONLY') ? 1 : 0;
}

function refusesCreation(machine: Machine, { process, start, end }: MsharePlan): Outcome | undefined {
  if (!machine.canGive(process.mm, start, end)) return EINVAL;
  return machine.reserve(1, 0) ? undefined : ENOMEM;
}

// @rule attach-in-place
// @rule attach-within-rights
function refusesAttachment(machine: Machine, plan: MsharePlan, region: Region, { flags }: MshareCall): Outcome | undefined {
  if (machine.demandsNew(flags)) return EEXIST;
  if (!plan.process.mm.vmas.isFree(plan.start, plan.end) || !machine.fitsRegion(region, plan.start, plan.end)) return EINVAL;
  return machine.allowsAccess(region, plan.access) ? undefined : EPERM;
}

function create(machine: Machine, plan: MsharePlan): Outcome {
  const { process, name, start, end, access } = plan;
  if (machine.msharefs.names.has(name)) return EEXIST;
  const region = machine.createNamed(name, process);
  region.access = access;
  machine.fillWith(region, process.mm, start, end);
  return attach(machine, plan, region);
}

function attach(machine: Machine, plan: MsharePlan, region: Region): Outcome {
  const window = windowOn(region, plan.start, plan.end, 0);
  // The name may have been given back since: then there is nothing to attach to, and nothing here to make a region of.
  if (!machine.msharefs.holds(region.file) || !machine.enter(region, window)) return EINVAL;
  const { mm } = plan.process;
  mm.vmas.insert(window);
  machine.attach(region, mm, window);
  region.shares++;
  return DONE;
}
