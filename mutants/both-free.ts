import { Machine } from '../reference/index.ts';
import type { Plan, Stage } from '../reference/index.ts';
import { bodyWith, replacing, without } from './manual.ts';
import type { Mutant } from './mutant.ts';

/** Counts what is freed again, as the books of a kernel would. */
class BothFree extends Machine {
  override freeTable(id: number): void {
    if (this.tables.at(id) === undefined) this.tables.freed++;
    super.freeTable(id);
  }
}

/** Whoever finds the count at zero frees, whether it is free already or not. */
function freeAnyway(): Stage<Plan>['run'] {
  return (machine, { gather }) => {
    for (const { region } of gather?.detached ?? []) {
      if (gather === undefined || region.sharers > 0) continue;
      if (region.file.region === region) machine.destroy(region, gather);
      else gather.tables.push(region.host.root.id);
    }
    return undefined;
  };
}

export const mutant: Mutant = {
  name: 'both-free',
  title: 'Two who leave at once both find the count at zero, and both free the tables.',
  source:
    'The zero-page-table series, free_pte_range: the count is tested and put in two steps. On-demand-fork, commit a30d09b60, frees on two paths.',
  rules: ['freed-once'],
  follows: ['reattach-fresh'],
  create: () =>
    bodyWith(
      'both-free',
      [
        {
          calls: ['munmap', 'exit', 'exec'],
          stages: replacing('free-host', freeAnyway),
          locks: without('file', ['drop-reference', 'free-host']),
        },
      ],
      new BothFree(),
    ),
};
