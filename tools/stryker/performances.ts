/** Stories on bodies: what the trials judge. Loaded anew for each change of the reference that takes effect while modules load. */
import { createPrivateTables } from '../../adapters/private-tables.ts';
import { createInProcessStage } from '../../adapters/stage.ts';
import { createStrictReference } from '../../adapters/strict-reference.ts';
import { allMutants } from '../../mutants/index.ts';
import { createReference } from '../../reference/index.ts';
import { DEFAULT_GEOMETRY } from '../../schemas/contract.ts';
import type { Body } from '../../schemas/contract.ts';
import type { Trace, Transcript } from '../../schemas/generated/types.ts';
import { APART, HINTING, UNDECIDED } from './profiles.ts';

/** One story on one body. */
export interface Performance {
  readonly body: string;
  readonly story: Trace;
  readonly perform: () => Promise<Transcript>;
}

export interface KnownBody {
  readonly name: string;
  /** The one that it claims first. */
  readonly generation: string;
  readonly create: () => Body;
}

/** They obey the rules. All but the first are asked only where they differ from it. */
export const RIGHT: readonly [KnownBody, ...KnownBody[]] = [
  { name: 'reference', generation: 'map-shared-pt', create: createReference },
  { name: 'strict-reference', generation: 'map-shared-pt', create: createStrictReference },
  // The same once more, judged by other profiles.
  { name: HINTING, generation: 'map-shared-pt', create: createReference },
  { name: UNDECIDED, generation: 'hugetlb-pmd', create: createReference },
  { name: APART, generation: 'hugetlb-pmd', create: createPrivateTables },
];

/** They do not. */
export const WRONG: readonly KnownBody[] = [
  ...allMutants.map((mutant) => {
    const create = (): Body => mutant.create();
    return { name: `mutant:${mutant.name}`, generation: create().description.generations[0] ?? '', create };
  }),
  { name: 'private-tables', generation: 'map-shared-pt', create: createPrivateTables },
];

/** Every story on the body. */
export function performances({ name, create }: KnownBody, stories: readonly Trace[]): Performance[] {
  return stories.map((story) => ({ body: name, story, perform: () => createInProcessStage(name, create()).perform(story) }));
}

/** Of so many stories one is performed a second time. */
const OFTEN = 6;

/** Stories with other pages than usual are performed after so many with usual ones, from all parts of the suite. */
const AFTER_USUAL = 3;

/** Some stories on a body that has performed another one before, as in a run: what is left behind by a world that ended shows in the next. */
export function laterPerformances({ name, create }: KnownBody, stories: readonly Trace[]): Performance[] {
  const usual = stories.filter(hasUsualPages);
  const spread = Array.from({ length: AFTER_USUAL }, (_, k) => usual[Math.floor(((k + 0.5) * usual.length) / AFTER_USUAL)]);
  return stories.flatMap((story, i) =>
    [i % OFTEN === 0 ? stories[i - 1] : undefined, ...(hasUsualPages(story) ? [] : spread)].flatMap((earlier) => {
      if (earlier === undefined) return [];
      const perform = async (): Promise<Transcript> => {
        const stage = createInProcessStage(name, create());
        await stage.perform(earlier);
        return stage.perform(story);
      };
      return [{ body: `${name} after ${earlier.id}`, story, perform }];
    }),
  );
}

function hasUsualPages({ geometry }: Trace): boolean {
  return (geometry ?? DEFAULT_GEOMETRY).pageSize === DEFAULT_GEOMETRY.pageSize;
}
