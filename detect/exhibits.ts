/** The transcripts by which wrong versions of a rule are told: all in which it is violated, and all of the right body. */
import { createInProcessStage } from '../adapters/stage.ts';
import type { Trace, Transcript } from '../schemas/generated/types.ts';
import type { Rule } from '../spec/index.ts';
import type { BodyRow, WrongBody } from './matrix.ts';
import { passing } from './otherwise.ts';
import { overheard } from './spec-mutants.ts';
import { judgeBy, violatedIn } from './violated.ts';

/** A transcript, and the rules violated in it by the right specification. */
export interface Exhibit {
  readonly body: string;
  readonly transcript: Transcript;
  readonly violated: string;
  /** The wrong versions that say something else of it than the right one; of any other one the verdict is the same. */
  readonly meets: ReadonlySet<string>;
  /** Of the right body: what else would have passed at each step. */
  readonly passing?: () => string;
}

export interface Court {
  readonly rules: readonly Rule[];
  readonly right: WrongBody;
  /** Each has a row. */
  readonly wrong: readonly WrongBody[];
  readonly rows: readonly BodyRow[];
  readonly stories: readonly Trace[];
}

/** Performs all stories on the right body; for each rule then those in which a wrong body violates it. */
export async function gather(court: Court): Promise<(rule: Rule) => Promise<Exhibit[]>> {
  const { right, rules, stories } = court;
  const judge = judgeBy(rules);
  const view = viewer(rules, rules);
  const obeying = (await performed(right, stories)).map((transcript) => ({
    ...view(right.name, transcript),
    passing: once(() => JSON.stringify(passing(judge, transcript))),
  }));
  return async (rule) => {
    const viewed = viewer(rules, [rule]);
    const wrong = await violating(rule.id, court);
    return [
      ...[rule.breaks, rule.holds].map(({ transcript }) => viewed('example', transcript)),
      ...wrong.map(({ body, transcript }) => viewed(body, transcript)),
      ...obeying,
    ];
  };
}

/** Judges by the right rules, and listens to which wrong versions of some would say something else. */
function viewer(rules: readonly Rule[], some: readonly Rule[]): (body: string, transcript: Transcript) => Exhibit {
  let meets = new Set<string>();
  const judge = judgeBy(rules.map((rule) => (some.includes(rule) ? overheard(rule, rules, (id) => meets.add(id)) : rule)));
  return (body, transcript) => {
    meets = new Set();
    return { body, transcript, violated: violatedIn(judge, transcript), meets };
  };
}

/** The stories in which a wrong body violates a rule: the shortest first, and every body in turn. */
async function violating(rule: string, { rows, wrong, stories }: Court): Promise<{ body: string; transcript: Transcript }[]> {
  const found: { body: string; transcript: Transcript; turn: number }[] = [];
  for (const { body, rules } of rows) {
    const creator = wrong.find(({ name }) => name === body);
    const told = rules.get(rule) ?? [];
    if (creator === undefined) continue;
    const traces = told.flatMap(({ story }) => stories.filter(({ id }) => id === story));
    found.push(...(await performed(creator, traces)).map((transcript, turn) => ({ body, transcript, turn })));
  }
  return found.toSorted((a, b) => a.turn - b.turn);
}

async function performed({ name, create }: WrongBody, stories: readonly Trace[]): Promise<Transcript[]> {
  const stage = createInProcessStage(name, create());
  const transcripts: Transcript[] = [];
  for (const story of stories) transcripts.push(await stage.perform(story));
  await stage.stop();
  return transcripts;
}

function once(ask: () => string): () => string {
  let known: string | undefined;
  return () => (known ??= ask());
}
