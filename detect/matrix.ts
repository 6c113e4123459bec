/** Which rule tells which wrong body, by which story: every body is judged with every story. */
import { createInProcessStage } from '../adapters/stage.ts';
import { createJudge } from '../oracle/judge.ts';
import type { Judge } from '../oracle/judge.ts';
import type { Body } from '../schemas/contract.ts';
import type { Trace } from '../schemas/generated/types.ts';

/** A body that must be told. */
export interface WrongBody {
  /** As `connect` knows it. */
  readonly name: string;
  readonly create: () => Body;
}

/** A story on which a body violates a rule, and the steps up to there. */
export interface Catch {
  readonly story: string;
  readonly steps: number;
}

export interface BodyRow {
  readonly body: string;
  /** By rule: every story that shows it, the shortest first. */
  readonly rules: ReadonlyMap<string, readonly Catch[]>;
  /** Stories on which it broke instead of answering; not counted as caught. */
  readonly broke: number;
}

export const GENERATION = 'map-shared-pt';

export function defaultJudge(generation = GENERATION): Judge {
  return createJudge({ generation, profile: 'default', claims: true });
}

/** @param watch told of each body that was judged; @param judge of the generation that the stories are written for */
export async function matrixOf(
  bodies: readonly WrongBody[],
  stories: readonly Trace[],
  watch: (row: BodyRow) => void | Promise<void> = () => undefined,
  judge = defaultJudge(),
): Promise<BodyRow[]> {
  const rows: BodyRow[] = [];
  for (const body of bodies) {
    const row = await rowOf(body, stories, judge);
    rows.push(row);
    await watch(row);
  }
  return rows;
}

async function rowOf({ name, create }: WrongBody, stories: readonly Trace[], judge: Judge): Promise<BodyRow> {
  const stage = createInProcessStage(name, create());
  const rules = new Map<string, Catch[]>();
  let broke = 0;
  for (const story of stories) {
    const { violations, status } = judge.judge(await stage.perform(story));
    broke += Number(status === 'broken');
    for (const { rule, step = 0 } of violations) {
      const found = { story: story.id, steps: step + 1 };
      const known = rules.get(rule);
      if (known === undefined) rules.set(rule, [found]);
      else known.push(found);
    }
  }
  for (const catches of rules.values()) catches.sort(byLength);
  await stage.stop();
  return { body: name, rules, broke };
}

export function byLength(a: Catch, b: Catch): number {
  return a.steps - b.steps || (a.story < b.story ? -1 : 1);
}

/** The stories that catch a body by any rule, the shortest first. */
export function catchesOf({ rules }: BodyRow): Catch[] {
  const shortest = new Map<string, Catch>();
  for (const found of [...rules.values()].flat()) {
    const known = shortest.get(found.story);
    if (known === undefined || found.steps < known.steps) shortest.set(found.story, found);
  }
  return [...shortest.values()].toSorted(byLength);
}
