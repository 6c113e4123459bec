/** The score that was measured last, and what the guard needs: which story tells which body. */
import type { Report } from '../schemas/generated/types.ts';
import { catchesOf } from './matrix.ts';
import { isCaught } from './detect.ts';
import type { Detection } from './detect.ts';

type Score = NonNullable<Report['detection']>['bodies'];

export interface MeasuredScore {
  readonly rulesHash: string;
  readonly suiteHash: string;
  readonly bodies: Score;
  readonly specifications: Score;
  /** By wrong body: stories that catch it, each with the first digits of its hash. */
  readonly guards: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Wrong bodies that guard a run, and stories kept for each. */
const [GUARDS, STORIES] = [12, 20];
const DIGITS = 12;

/** @param needs what a body must show before a rule is decided, by rule; @param hashes of the stories, by id */
export function scoreOf(
  { rulesHash, suiteHash, bodies, specifications }: Detection,
  needs: ReadonlyMap<string, string>,
  hashes: ReadonlyMap<string, string>,
): MeasuredScore {
  const survivors = bodies.filter((row) => !isCaught(row)).map(({ body }) => body);
  const alive = specifications.filter(({ killedBy }) => killedBy === undefined).map(({ mutant }) => mutant);
  return {
    rulesHash,
    suiteHash,
    bodies: { caught: bodies.length - survivors.length, of: bodies.length, survivors },
    specifications: { caught: specifications.length - alive.length, of: specifications.length, survivors: alive },
    guards: guardsOf(bodies, needs, hashes),
  };
}

/** The bodies that most stories tell, each by what every body shows: the outcomes of calls. */
function guardsOf(
  bodies: Detection['bodies'],
  needs: ReadonlyMap<string, string>,
  hashes: ReadonlyMap<string, string>,
): MeasuredScore['guards'] {
  const told = bodies.map((row) => {
    const rules = new Map([...row.rules].filter(([rule]) => needs.get(rule) === 'outcome'));
    const stories = catchesOf({ ...row, rules }).slice(0, STORIES);
    return {
      body: row.body,
      stories: Object.fromEntries(
        stories.map(({ story }) => [story, (hashes.get(story) ?? '').slice('sha256:'.length, 'sha256:'.length + DIGITS)]),
      ),
    };
  });
  const most = told.toSorted((a, b) => Object.keys(b.stories).length - Object.keys(a.stories).length || (a.body < b.body ? -1 : 1));
  return Object.fromEntries(most.slice(0, GUARDS).map(({ body, stories }) => [body, stories]));
}
