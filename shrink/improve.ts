/** Taking the first candidate that still fails, again and again. */
import type { Trace } from '../schemas/generated/types.ts';
import type { Trial } from './trial.ts';

/** Candidates that are simpler than a trace, the most promising first. */
export type Pass = (trace: Trace) => Iterable<Trace>;

/** Follows a pass to where none of its candidates fails. Every candidate must be simpler by some measure, or this never ends. */
export async function follow(trace: Trace, pass: Pass, trial: Trial): Promise<Trace> {
  let best = trace;
  for (let next: Trace | undefined = best; next !== undefined;) {
    best = next;
    next = await firstFailing(best, pass, trial);
  }
  return best;
}

async function firstFailing(trace: Trace, pass: Pass, trial: Trial): Promise<Trace | undefined> {
  for (const candidate of pass(trace)) {
    if (await trial.fails(candidate)) return candidate;
    if (trial.ended() !== undefined) return undefined;
  }
  return undefined;
}

/** Follows the passes in turn until none of them finds anything more. */
export async function followAll(trace: Trace, passes: readonly Pass[], trial: Trial): Promise<Trace> {
  let best = trace;
  for (let before: Trace | undefined; before !== best && trial.ended() === undefined;) {
    before = best;
    for (const pass of passes) best = await follow(best, pass, trial);
  }
  return best;
}
