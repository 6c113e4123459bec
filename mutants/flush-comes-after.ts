import { Machine } from '../reference/index.ts';
import type { Plan, Stage } from '../reference/index.ts';
import { bodyWith } from './manual.ts';
import type { Mutant } from './mutant.ts';

class FlushesLater extends Machine {
  override flushAll(): void {
    // What has been gathered stays to be flushed.
  }
}

/** One CPU at a time, when the new entry can be used already. */
const flush: Stage<Plan> = {
  label: 'flush',
  run(machine, { gather }) {
    if (gather === undefined || gather.flushes.length === 0) return undefined;
    const cpu = gather.nextCpu++;
    for (const one of gather.flushes) machine.flush(cpu, one, gather);
    return gather.nextCpu < machine.layout.cpus ? 'again' : undefined;
  },
};

function flushing(usual: readonly Stage<Plan>[]): readonly Stage<Plan>[] {
  return usual.flatMap((stage) => (stage.label === 'free' ? [flush, stage] : [stage]));
}

export const mutant: Mutant = {
  name: 'flush-comes-after',
  title:
    'A page takes the place of another before the CPUs have forgotten that one: of threads that use it meanwhile some store to the old page, and what they store is lost.',
  source: 'Break before make, as the Arm architecture demands it and ptep_clear_flush() in the copy of a page does it.',
  rules: ['private-copy-private'],
  follows: ['stores-seen-by-sharers'],
  create: () => bodyWith('flush-comes-after', [{ calls: ['load', 'store', 'madvise'], stages: flushing }], new FlushesLater()),
};
