/** Leaves out steps, many at a time first, with all that depends on them. The failing step, the last, stays. */
import type { Trace } from '../schemas/generated/types.ts';
import { withSteps } from './dependencies.ts';
import type { Trial } from './trial.ts';

/** Pairs of steps are tried in traces up to this length. */
const FEW = 14;

/** Leaves out ever smaller runs of steps, the latest first. */
export async function dropRuns(trace: Trace, trial: Trial): Promise<Trace> {
  let best = trace;
  for (let size = Math.ceil(best.steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let end = best.steps.length - 1; end > 0; end -= size) {
      if (end > best.steps.length - 1) continue;
      const candidate = without(best, (i) => i >= end - size && i < end);
      if (await trial.fails(candidate)) best = candidate;
      if (trial.ended() !== undefined) return best;
    }
  }
  return best;
}

/** Leaves out each step. */
export function* dropOne(trace: Trace): Generator<Trace> {
  for (let i = trace.steps.length - 2; i >= 0; i--) yield without(trace, (j) => j === i);
}

/** Leaves out any two steps, for one that stays only for the sake of the other. */
export function* dropTwo(trace: Trace): Generator<Trace> {
  const last = trace.steps.length - 1;
  if (last >= FEW) return;
  for (let i = last - 1; i > 0; i--) for (let j = i - 1; j >= 0; j--) yield without(trace, (k) => k === i || k === j);
}

function without(trace: Trace, goes: (index: number) => boolean): Trace {
  return withSteps(
    trace,
    trace.steps.filter((_, i) => !goes(i)),
  );
}
