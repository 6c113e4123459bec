/** What can be asked of a trace, whoever made it: the trials that it would have if it were shipped. */
import type { Trace } from '../../schemas/generated/types.ts';
import type { Trial } from './finding.ts';
import { modulesOf } from './modules.ts';
import type { Side } from './sources.ts';
import { once, violationsOnly } from './workshop.ts';

export type Asking = (trace: Trace) => readonly Trial[];

/** @returns a function that loads the code anew */
export function askingOf(root: string, side: Side): () => Asking {
  const modules = modulesOf(root, side);
  return () => {
    const { RIGHT, otherwiseTrials, performances, rightTrial } = modules();
    return (trace) =>
      performances(RIGHT[0], [trace]).flatMap((performance) => {
        if (side === 'reference') return [violationsOnly(rightTrial(performance))];
        const performed = once(performance, new Map());
        return [rightTrial(performed), ...otherwiseTrials(performed, false)];
      });
  };
}
