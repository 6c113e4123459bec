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
  /** By story: the first digits of its hash, and wrong bodies that it catches. */
  readonly guards: Readonly<Record<string, { readonly hash: string; readonly tells: readonly string[] }>>;
}

/** Wrong bodies that guard a run, and stories kept for each. */
const [GUARDS, STORIES] = [12, 20];
const [PREFIX, DIGITS] = ['sha256:', 12];

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
    return { body: row.body, stories: stories.map(({ story }) => story) };
  });
  const most = told.toSorted((a, b) => b.stories.length - a.stories.length || (a.body < b.body ? -1 : 1)).slice(0, GUARDS);
  const used = [...new Set(most.flatMap(({ stories }) => stories))].toSorted();
  const tellsOf = (story: string): string[] => most.filter(({ stories }) => stories.includes(story)).map(({ body }) => body);
  return Object.fromEntries(used.map((story) => [story, { hash: digitsOf(hashes.get(story) ?? ''), tells: tellsOf(story).toSorted() }]));
}

function digitsOf(hash: string): string {
  return hash.slice(PREFIX.length, PREFIX.length + DIGITS);
}
