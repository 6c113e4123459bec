/** Loads the trials with the code of a folder, as often as is asked, each time as if for the first time. */
import { join } from 'node:path';
import type { Trace, Transcript } from '../../schemas/generated/types.ts';
import { BEYOND } from './beyond.ts';
import type { Trial } from './finding.ts';
import { modulesOf } from './modules.ts';
import type { Performance } from './performances.ts';
import type { Side } from './sources.ts';
import type { Told } from './told.ts';

/** Where calls overlap many readings are followed at each step: in longer stories no other answers are tried. */
const LONGEST = 60;

function isLong({ steps }: Trace): boolean {
  return steps.length > LONGEST && steps.some((step) => 'begins' in step);
}

export type Trials = ReadonlyMap<string, Trial>;

export interface Workshop {
  /** The trials, of modules that nobody has used. */
  load(): Trials;
}

/** @param root of the sandbox; @param told by body: the stories that tell it; @param only the stories asked; all, and all else, without */
export async function openWorkshop(root: string, side: Side, told: Told, only?: readonly string[]): Promise<Workshop> {
  const modules = modulesOf(root, side);
  const every = await everyStory(root);
  const stories = every.filter(({ id }) => only?.includes(id) ?? true);
  const kept = new Map<string, Promise<Transcript>>();
  return {
    load() {
      const { RIGHT, WRONG, exampleTrials, lackingTrial, laterPerformances, otherwiseTrials, performances, rightTrial, wrongTrial } =
        modules();
      const [reference, ...otherRight] = RIGHT;
      const chosen = (name: string): Trace[] => every.filter(({ id }) => told[name]?.includes(id) === true);
      const performed = [...performances(reference, stories), ...otherRight.flatMap((body) => performances(body, chosen(body.name)))].map(
        (performance) => (side === 'spec' ? once(performance, kept) : performance),
      );
      const wrong = WRONG.map((body) =>
        wrongTrial(
          body.name,
          body.generation,
          performances(body, chosen(body.name)).map((performance) => once(performance, kept)),
        ),
      );
      // A change of the reference must show in the reference: what it does to bodies that are wrong already shows nothing.
      const trials = [
        ...performed.map((performance) => rightTrial(performance)),
        ...(side === 'reference' ? laterPerformances(reference, stories).map((performance) => rightTrial(performance)) : []),
        ...(side === 'reference' ? performances(reference, BEYOND).map((performance) => lackingTrial(performance)) : []),
        ...(side === 'spec' && only === undefined ? [...exampleTrials(), ...wrong] : []),
        ...(side === 'spec'
          ? performed
              .filter(({ body, story }) => body === reference.name && !isLong(story))
              .flatMap((performance) => otherwiseTrials(performance))
          : []),
      ];
      return new Map(trials.map((trial) => [trial.id, side === 'spec' ? trial : violationsOnly(trial)]));
    },
  };
}

/** A body is told by what it violates. How often rules are decided on it is its own affair. */
export function violationsOnly(trial: Trial): Trial {
  return {
    ...trial,
    async run() {
      const { said: _, ...finding } = await trial.run();
      return finding;
    },
  };
}

/** Performed once for all, where what is changed are the rules. */
export function once(performance: Performance, kept: Map<string, Promise<Transcript>>): Performance {
  const key = `${performance.body}: ${performance.story.id}`;
  return {
    ...performance,
    perform() {
      const known = kept.get(key);
      if (known !== undefined) return known;
      const transcript = performance.perform();
      kept.set(key, transcript);
      return transcript;
    },
  };
}

/** Every story and every generated trace that is shipped, of every generation. */
export async function everyStory(root: string): Promise<Trace[]> {
  const { loadSuite } = (await import(join(root, 'suites/load.ts'))) as typeof import('../../suites/load.ts');
  const { storyTargets } = (await import(join(root, 'suites/targets.ts'))) as typeof import('../../suites/targets.ts');
  const { generations } = (await import(join(root, 'spec/index.ts'))) as typeof import('../../spec/index.ts');
  const stories: Trace[] = [];
  for (const targets of [...generations.map(({ id }) => storyTargets(id)), ['generated']])
    for await (const { trace } of (await loadSuite(targets)).traces()) stories.push(trace);
  return stories;
}
