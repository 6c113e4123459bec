/** What both kinds of search can do; `explore` drives either. */
import type { Exploration } from './exploration.ts';
import type { Progress } from './options.ts';
import type { Saved } from './saved.ts';

export interface Searching {
  /** Expands at most so many states. False when there is nothing more to do: all is explored, or it was stopped. */
  advance(states: number): boolean;
  /** Says why it ends before its time; what was found stays, and `advance` does nothing more. */
  interrupt(): void;
  progress(): Progress;
  /** What was found so far. */
  result(): Exploration;
  /** Everything that is needed to go on from here. */
  save(): Saved;
}
