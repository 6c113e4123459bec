import { WRITABLE } from '../../schemas/contract.ts';
import type { CallOf } from '../../schemas/contract.ts';
import { DONE, ENOMEM } from '../answers.ts';
import { Gather } from '../gather.ts';
import type { Machine } from '../machine.ts';
import type { Memory } from '../memory.ts';
import type { Mm } from '../mm.ts';
import { Process } from '../process.ts';
import { flushStage } from '../stage.ts';
import type { CallKind, Plan } from '../stage.ts';
import { TARGET_SHIFT } from '../table.ts';
import type { Table } from '../table.ts';
import { ensureTable, visitLeaves } from '../walk.ts';

interface ForkPlan extends Plan {
  readonly gather: Gather;
  readonly parent: Process;
  readonly child: string;
}

/**
 * Private pages are copied entry by entry and lose write access on both sides; what can be found again by a fault,
 * links to a host's tables included, begins empty.
 */
export const fork: CallKind<CallOf<'fork'>, ForkPlan> = {
  decode(machine, process, call) {
    if (machine.allowAllocation !== undefined && !machine.reserve(tablesNeeded(machine, process.mm), 0)) return ENOMEM;
    return { outcome: DONE, gather: new Gather(process.mm.id, call.cpu ?? 0), parent: process, child: call.child };
  },
  stages: [
    {
      label: 'copy',
      run(machine, plan) {
        const child = new Process(plan.child, machine.createMm(plan.child));
        for (const [name, descriptor] of plan.parent.descriptors) child.descriptors.set(name, descriptor);
        copyMappings(machine, plan.parent.mm, child.mm, plan.gather);
        machine.processes.set(plan.child, child);
        return undefined;
      },
    },
    flushStage,
  ],
};

function copyMappings(machine: Machine, parent: Mm, child: Mm, gather: Gather): void {
  machine.forkDomains.inherit(parent, child);
  for (const vma of parent.vmas.all) {
    const copy = vma.slice(vma.start, vma.end);
    child.vmas.insert(copy);
    if (vma.region !== undefined) machine.attachChild(vma.region, child, copy);
    if (vma.shared) {
      machine.inherit(parent, child, vma);
      continue;
    }
    visitLeaves(machine, parent, vma.start, vma.end, copyLeaf, child);
    gather.flush(parent, vma.start, vma.end, false);
  }
}

function copyLeaf(machine: Memory, leaf: Table, base: number, from: number, to: number, child: Mm): void {
  for (let i = leaf.next(from); i >= 0 && i < to; i = leaf.next(i + 1)) {
    const entry = leaf.get(i);
    const kept = entry & ~WRITABLE;
    if (kept !== entry) machine.setLeaf(leaf, i, kept);
    machine.setLeaf(ensureTable(machine, child, base + i, 1), i, kept);
    machine.frames.at(entry >>> TARGET_SHIFT).refs++;
  }
}

/** The top table, and every table on the way to a leaf with private entries. */
interface TableCount {
  tables: number;
  /** The last table of each level on the way, by number in its level. */
  readonly last: number[];
}

function tablesNeeded(machine: Machine, parent: Mm): number {
  const count: TableCount = { tables: 1, last: [] };
  for (const vma of parent.vmas.all) {
    if (!vma.shared) visitLeaves(machine, parent, vma.start, vma.end, countLeaf, count);
  }
  return count.tables;
}

/** Leaves come by increasing address, so a table is new when it differs from the last of its level. */
function countLeaf(machine: Memory, leaf: Table, base: number, from: number, to: number, count: TableCount): void {
  const first = leaf.next(from);
  if (first < 0 || first >= to) return;
  for (let level = 1; level < machine.layout.levels; level++) {
    const number = Math.floor(base / machine.layout.span(level));
    if (count.last[level] === number) continue;
    count.last[level] = number;
    count.tables++;
  }
}
