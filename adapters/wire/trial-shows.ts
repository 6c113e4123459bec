/** What trials want of what a body shows: snapshots that can be judged, and looks that can be made. */
import { DEFAULT_GEOMETRY } from '../../schemas/contract.ts';
import type { BodyDescription, Entry, Snapshot, Step } from '../../schemas/generated/types.ts';
import { SHOWN_BY_CALL } from '../../schemas/lacks.ts';
import { Misstep } from './failure.ts';
import { snapshotFlaw } from './snapshot-flaws.ts';
import { trialTrace } from './trial-trace.ts';

/** Holds every picture of page tables in the trial trace against what it has to be. Throws Misstep. */
export function holdSnapshots(body: BodyDescription, entries: readonly Entry[]): void {
  if (!body.shows.includes('tables')) return;
  const { steps, processes, geometry = DEFAULT_GEOMETRY } = trialTrace(body);
  const alive = new Set(processes);
  for (const [index, step] of steps.entries()) {
    const entry = entries[index];
    if (entry?.outcome.result === 'done') follow(step, alive);
    for (const shown of shownBy(step, entry)) {
      const flaw = snapshotFlaw(shown, alive, geometry);
      if (flaw !== undefined) throw new Misstep(`after ${step.call}: ${flaw}`);
    }
  }
}

/** Who lives after a call that succeeded. */
function follow(step: Step, alive: Set<string>): void {
  if (step.call === 'fork') alive.add(step.child);
  if (step.call === 'exit') alive.delete(step.process);
}

/** The snapshots of a step: that after it, and that in the answer to the call `tables`. */
function shownBy({ call }: Step, entry: Entry | undefined): Snapshot[] {
  const answered = entry?.outcome.result === 'done' ? entry.outcome.snapshot : undefined;
  if (call === 'tables' && entry?.outcome.result === 'done' && answered === undefined)
    throw new Misstep('tables: it was answered done, without a snapshot');
  return [entry?.snapshot, answered].filter((shown) => shown !== undefined);
}

/** Looks that are calls are made only of a body that lists them. Throws Misstep. */
export function holdLooks({ shows, calls }: BodyDescription): void {
  const missing = SHOWN_BY_CALL.filter((look) => shows.includes(look) && calls?.includes(look) === false);
  if (missing.length === 0) return;
  throw new Misstep(missing.map((look) => `it shows ${look}, and does not list the call ${look}`).join('; '));
}
