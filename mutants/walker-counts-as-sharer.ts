import { Machine } from '../reference/index.ts';
import type { AccessPlan, Plan, Stage, Table } from '../reference/index.ts';
import { bodyWith, without } from './manual.ts';
import type { Mutant } from './mutant.ts';

class WalkerCountsAsSharer extends Machine {
  private readonly got: Map<Plan, Table> = new Map();

  override freeTable(id: number): void {
    if ((this.tables.at(id)?.refs ?? 0) === 0) super.freeTable(id);
  }

  get(plan: AccessPlan): void {
    const table = this.descend(this.mm(plan.mm), plan.page, 1);
    if (table === undefined) return;
    this.got.set(plan, table);
    this.countLink(table, 1);
  }

  put(plan: Plan): void {
    const table = this.got.get(plan);
    if (table !== undefined) this.countLink(table, -1);
    this.got.delete(plan);
  }
}

/** The walker gets the table when it has linked it, and puts it when it has filled in the entry. */
function holding(usual: readonly Stage<Plan>[]): readonly Stage<Plan>[] {
  return usual.map((stage) => ({
    ...stage,
    run(machine: Machine, plan: Plan) {
      const next = stage.run(machine, plan);
      if (stage.label === 'link') (machine as WalkerCountsAsSharer).get(plan as AccessPlan);
      if (stage.label === 'fill') (machine as WalkerCountsAsSharer).put(plan);
      return next;
    },
  }));
}

export const mutant: Mutant = {
  name: 'walker-counts-as-sharer',
  title:
    'One count serves sharers and walkers: a table that somebody works on while its last sharer leaves is taken for shared, and stays.',
  source: 'CVE-2024-57883, Linux commit 59d9094df3d7: any reference to the page of a table looked like a sharer.',
  rules: ['nothing-leaked'],
  follows: ['table-bytes-exact'],
  create: () =>
    bodyWith(
      'walker-counts-as-sharer',
      [{ calls: ['load', 'store'], stages: holding, locks: without('mm-read', ['fill']) }],
      new WalkerCountsAsSharer(),
    ),
};
