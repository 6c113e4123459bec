/**
 * Whether a wrong specification changes a verdict: a rule violated in a story on a body that was not, or the other way round; if in none,
 * the verdict on a body that is right but for one answer of a story.
 */
import { createInProcessStage } from '../adapters/stage.ts';
import { createJudge } from '../oracle/judge.ts';
import type { Judge } from '../oracle/judge.ts';
import type { Trace, Transcript } from '../schemas/generated/types.ts';
import type { Rule } from '../spec/index.ts';
import { GENERATION } from './matrix.ts';
import type { BodyRow, WrongBody } from './matrix.ts';
import { passing } from './otherwise.ts';
import { specMutantsOf } from './spec-mutants.ts';

export interface SpecRow {
  readonly mutant: string;
  /** The verdict that changes; undefined for a survivor. */
  readonly killedBy: { readonly body: string; readonly story: string } | undefined;
}

/** A transcript, and the rules violated in it by the right specification. */
interface Exhibit {
  readonly body: string;
  readonly transcript: Transcript;
  readonly violated: string;
  /** Of the right body: what else would have passed at each step. */
  readonly passing?: () => string;
}

/** Transcripts looked at for one rule: of bodies that violate it, and of those that obey it. */
const [VIOLATING, OBEYING] = [400, 60];
/** Stories of one body among the first. */
const OF_ONE_BODY = 12;

export interface Court {
  readonly rules: readonly Rule[];
  /** The right body first, then the wrong ones; all have a row but the right one. */
  readonly bodies: readonly WrongBody[];
  readonly rows: readonly BodyRow[];
  readonly stories: readonly Trace[];
}

/** Tries every wrong version of every rule. Versions whose change no exhibit meets are no mutants, and left out. */
export async function killAll(court: Court, watch: (rule: string) => void | Promise<void> = () => undefined): Promise<SpecRow[]> {
  const stories = new Map(court.stories.map((story) => [story.id, story]));
  const right = createJudge({ generation: GENERATION, profile: 'default', claims: true, rules: court.rules });
  const rows: SpecRow[] = [];
  for (const rule of court.rules) {
    const exhibits = [...examplesOf(rule, right), ...(await exhibitsFor(rule.id, court, stories, right))];
    rows.push(...killEach(rule, court.rules, exhibits));
    await watch(rule.id);
  }
  return rows;
}

function killEach(rule: Rule, rules: readonly Rule[], exhibits: readonly Exhibit[]): SpecRow[] {
  const met = new Set<string>();
  return specMutantsOf(rule, (id) => met.add(id)).flatMap(({ id, mutated }) => {
    const others = mutated === undefined ? rules.filter((r) => r !== rule) : rules.map((r) => (r === rule ? mutated : r));
    const judge = createJudge({ generation: GENERATION, profile: 'default', claims: true, rules: others });
    const killer =
      exhibits.find(({ transcript, violated }) => violatedIn(judge, transcript) !== violated) ??
      exhibits.find(({ transcript, passing }) => passing !== undefined && passingIn(judge, transcript) !== passing());
    if (killer === undefined && mutated !== undefined && !met.has(id)) return [];
    return [{ mutant: id, killedBy: killer && { body: killer.body, story: killer.transcript.trace.id } }];
  });
}

function violatedIn(judge: Judge, transcript: Transcript): string {
  return judge
    .judge(transcript)
    .violations.map(({ rule }) => rule)
    .toSorted()
    .join(' ');
}

/** What passes of bodies that give one answer otherwise; nobody is asked twice by the right judge. */
function passingIn(judge: Judge, transcript: Transcript): string {
  return JSON.stringify(passing(judge, transcript));
}

function passingOnce(judge: Judge, transcript: Transcript): () => string {
  let known: string | undefined;
  return () => (known ??= passingIn(judge, transcript));
}

/** The transcripts that come with a rule. */
function examplesOf({ holds, breaks }: Rule, judge: Judge): Exhibit[] {
  return [breaks, holds].map(({ transcript }) => ({ body: 'example', transcript, violated: violatedIn(judge, transcript) }));
}

/** Stories on which bodies violate the rule, the shortest first and every body in turn, then stories about it on the right body. */
async function exhibitsFor(rule: string, court: Court, stories: ReadonlyMap<string, Trace>, judge: Judge): Promise<Exhibit[]> {
  const wrong = court.rows.flatMap(({ body, rules }) =>
    (rules.get(rule) ?? []).slice(0, OF_ONE_BODY).map(({ story }, turn) => ({ body, story, turn })),
  );
  const [obeying] = court.bodies;
  const about = court.stories.filter((story) => story.rules.includes(rule)).slice(0, OBEYING);
  const chosen = [
    ...about.map((story) => ({ body: obeying?.name ?? '', story: story.id })),
    ...wrong.toSorted((a, b) => a.turn - b.turn).slice(0, VIOLATING),
  ];
  const exhibits: Exhibit[] = [];
  for (const { body, story } of chosen) {
    const [creator, trace] = [court.bodies.find(({ name }) => name === body), stories.get(story)];
    if (creator === undefined || trace === undefined) continue;
    const transcript = await createInProcessStage(body, creator.create()).perform(trace);
    const obeys = body === obeying?.name;
    exhibits.push({ body, transcript, violated: violatedIn(judge, transcript), ...(obeys && { passing: passingOnce(judge, transcript) }) });
  }
  return exhibits;
}
