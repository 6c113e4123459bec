/** What can be asked of a trace, whoever made it: the trials that it would have if it were shipped. */
import type { Trace } from '../../schemas/generated/types.ts';
import type { Trial } from './finding.ts';
import { modulesOf } from './modules.ts';
import type { Side } from './sources.ts';
import { once, violationsOnly } from './workshop.ts';

/** What is asked of a trace. */
export interface Questions {
  /** One of them has to find otherwise than it does. */
  readonly trials: readonly Trial[];
  /** Other bodies that obey the rules: a trace in which one of them does not conform is of no use. */
  readonly controls: readonly Trial[];
}

export type Asking = (trace: Trace) => Questions;

/** @returns a function that loads the code anew */
export function askingOf(root: string, side: Side): () => Asking {
  const modules = modulesOf(root, side);
  return () => {
    const { RIGHT, otherwiseTrials, performances, rightTrial } = modules();
    const [reference, ...others] = RIGHT;
    return (trace) => {
      const controls = others
        .filter(({ generation }) => generation === trace.generation)
        .flatMap((body) => performances(body, [trace]))
        .map((performance) => rightTrial(performance));
      const trials = performances(reference, [trace]).flatMap((performance) => {
        if (side === 'reference') return [violationsOnly(rightTrial(performance))];
        const performed = once(performance, new Map());
        return [rightTrial(performed), ...otherwiseTrials(performed)];
      });
      return { trials, controls };
    };
  };
}
