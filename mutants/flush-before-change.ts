import type { Gather, Plan, Stage } from '../reference/index.ts';
import { bodyWith } from './manual.ts';
import type { Mutant } from './mutant.ts';

/** What mprotect plans. */
interface ProtectPlan extends Plan {
  readonly gather: Gather;
}

/** The entries are changed on a copy of the list of flushes: those have been done. */
function changeFirst([change, flush]: readonly Stage<Plan>[]): readonly Stage<Plan>[] {
  if (change === undefined || flush === undefined) throw new Error('mprotect has other stages now');
  const early: Stage<Plan> = {
    label: 'flush',
    run(machine, plan) {
      const { gather } = plan as ProtectPlan;
      const tlb = machine.tlb(gather.nextCpu++);
      for (const mm of machine.mms) tlb.forgetEntries(mm.id, 0, Infinity);
      return gather.nextCpu < machine.layout.cpus ? 'again' : undefined;
    },
  };
  return [early, change];
}

export const mutant: Mutant = {
  name: 'flush-before-change',
  title: 'mprotect flushes every CPU before it changes the entries, and a CPU may read the old ones again in between.',
  source: 'On-demand-fork, commit 17e6e08bf: the flush came before the table was replaced.',
  rules: ['no-stale-translation', 'protect-every-cpu'],
  create: () => bodyWith('flush-before-change', [{ calls: ['mprotect'], stages: changeFirst }]),
};
