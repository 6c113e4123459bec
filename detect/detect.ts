/** DETECT: judges every wrong body and every wrong specification with the shipped stories, and says what none of them tells. */
import { createPrivateTables } from '../adapters/private-tables.ts';
import { mutants } from '../mutants/index.ts';
import { createReference } from '../reference/index.ts';
import type { Trace } from '../schemas/generated/types.ts';
import { rulesHash } from '../spec/index.ts';
import { smallestCover } from './cover.ts';
import type { Cover } from './cover.ts';
import { killAll } from './kill.ts';
import type { SpecRow } from './kill.ts';
import { catchesOf, defaultJudge, matrixOf } from './matrix.ts';
import type { BodyRow, WrongBody } from './matrix.ts';

export interface Detection {
  readonly rulesHash: string;
  readonly suiteHash: string;
  readonly stories: number;
  readonly bodies: readonly BodyRow[];
  readonly cover: Cover;
  readonly specifications: readonly SpecRow[];
}

/** Every body that ships and is wrong. */
export const WRONG_BODIES: readonly WrongBody[] = [
  ...mutants.map((mutant) => ({ name: `mutant:${mutant.name}`, create: () => mutant.create() })),
  { name: 'private-tables', create: createPrivateTables },
];

/** Told what was done: a body or a rule. May take breath; ends the work by throwing. */
export type Watch = (what: string) => void | Promise<void>;

export async function detect(
  suite: { readonly hash: string; readonly stories: readonly Trace[] },
  watch: Watch = () => undefined,
): Promise<Detection> {
  const { hash: suiteHash, stories } = suite;
  const bodies = await matrixOf(WRONG_BODIES, stories, ({ body }) => watch(body));
  const catches = new Map(bodies.map((row) => [row.body, catchesOf(row).map(({ story }) => story)]));
  const reference: WrongBody = { name: 'reference', create: createReference };
  const court = { rules: defaultJudge().rules, right: reference, wrong: WRONG_BODIES, rows: bodies, stories };
  const specifications = await killAll(court, watch);
  return { rulesHash, suiteHash, stories: stories.length, bodies, cover: smallestCover(catches), specifications };
}

/** A body is caught by a verdict; that it threw in the middle of a story is none. */
export function isCaught(row: BodyRow): boolean {
  return row.rules.size > 0;
}
