/** Shortest traces for goals: one for each rule, or one for each error of each call. */
import type { MachineBody } from '../reference/index.ts';
import type { Trace } from '../schemas/generated/types.ts';
import { sealed } from '../schemas/canonical.ts';
import { callOf } from './alphabet.ts';
import { exploreBody } from './exploring.ts';
import type { Explored, ExploringOptions } from './exploring.ts';
import type { BodyModel } from './model.ts';
import { depthOf, storyOf, withoutIdleOpens } from './paths.ts';
import { traceOf } from './setting.ts';
import { worldText } from './small-world.ts';
import type { SmallWorld } from './small-world.ts';

export type GoalKind = 'rules' | 'errnos';

export interface GoalOptions extends Pick<ExploringOptions, 'memory' | 'signal' | 'progress'> {
  readonly worlds: readonly SmallWorld[];
  readonly create: () => MachineBody;
  readonly profile: string;
}

export interface Goals {
  /** By goal. */
  readonly traces: ReadonlyMap<string, Trace>;
  /** Goals that no world reaches, sorted. */
  readonly unreached: readonly string[];
  /** False when it was interrupted. */
  readonly complete: boolean;
}

/** Where a goal is first reached: at this state, by this act. */
interface Place {
  readonly from: number;
  readonly action: number;
}

interface Best {
  readonly length: number;
  readonly trace: Trace;
}

/**
 * Explores the worlds one after another, for all kinds at once. Of several worlds that reach a goal, the one with the shortest way counts,
 * then the first.
 */
export async function reachGoals(kinds: readonly GoalKind[], options: GoalOptions): Promise<Map<GoalKind, Goals>> {
  const best = new Map(kinds.map((kind) => [kind, new Map<string, Best>()]));
  const wanted = new Map(kinds.map((kind) => [kind, new Set<string>()]));
  let complete = true;
  for (const world of options.worlds) {
    const { explored, places } = await exploreFor(kinds, world, options);
    for (const kind of kinds) {
      for (const [goal, place] of places.get(kind)!) await keepBest(best.get(kind)!, kind, goal, world, explored, place);
      for (const goal of goalsIn(kind, explored.model)) wanted.get(kind)!.add(goal);
    }
    complete &&= explored.result.complete;
  }
  return new Map(kinds.map((kind) => [kind, goalsOf(wanted.get(kind)!, best.get(kind)!, complete)]));
}

function goalsOf(wanted: ReadonlySet<string>, best: ReadonlyMap<string, Best>, complete: boolean): Goals {
  const goals = [...wanted].toSorted();
  const traces = new Map(goals.flatMap((goal) => (best.has(goal) ? [[goal, best.get(goal)!.trace] as const] : [])));
  return { traces, unreached: goals.filter((goal) => !traces.has(goal)), complete };
}

async function keepBest(
  best: Map<string, Best>,
  kind: GoalKind,
  goal: string,
  world: SmallWorld,
  explored: Explored,
  place: Place,
): Promise<void> {
  const length = depthOf(explored.search, place.from) + 1;
  const known = best.get(goal);
  if (known !== undefined && known.length <= length) return;
  best.set(goal, { length, trace: await traceFor(kind, goal, world, explored, place) });
}

/** The first place at which each goal is reached, by kind. */
type Places = ReadonlyMap<GoalKind, Map<string, Place>>;

async function exploreFor(
  kinds: readonly GoalKind[],
  world: SmallWorld,
  options: GoalOptions,
): Promise<{ readonly explored: Explored; readonly places: Places }> {
  const places: Places = new Map(kinds.map((kind) => [kind, new Map<string, Place>()]));
  const explored = await exploreBody({
    ...options,
    world,
    body: options.create(),
    name: 'reference',
    folded: true,
    visit: (from, action, _to, model) => {
      for (const [kind, firsts] of places)
        for (const goal of goalsAt(kind, model, action)) if (!firsts.has(goal)) firsts.set(goal, { from, action });
    },
  });
  return { explored, places };
}

/** What a transition reaches. */
function goalsAt(kind: GoalKind, model: BodyModel, action: number): string[] {
  const { decided, kind: outcome } = model.last.get(action)!;
  if (kind === 'rules') return decided.map((rule) => model.judge.rules[rule]!.id);
  return outcome === 'done' ? [] : [`${callOf(model.act(action).letter.text)} ${outcome}`];
}

/** What could be reached: every rule in force, or every error that is shown or permitted somewhere. */
function goalsIn(kind: GoalKind, { judge, coverage, alphabet }: BodyModel): string[] {
  if (kind === 'rules') return judge.rules.map((rule) => rule.id);
  return coverage
    .ofPartitions()
    .flatMap((outcomes, i) =>
      outcomes.filter((cell) => cell.kind !== 'done').map((cell) => `${callOf(alphabet.partitions[i]!)} ${cell.kind}`),
    );
}

/** Without idle opens, where the rule is decided at the last step all the same. */
async function traceFor(kind: GoalKind, goal: string, world: SmallWorld, { model, search }: Explored, place: Place): Promise<Trace> {
  const story = storyOf(model, search, place.from, place.action);
  const id = `explored-${goal.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-')}`;
  const title =
    kind === 'rules' ? `A shortest way to where ${goal} is decided.` : `A shortest way to where ${goal.replace(' ', ' answers ')}.`;
  const origin = { kind: 'explored', world: worldText(world), goal } as const;
  const about = { id, title, rules: kind === 'rules' ? [goal] : [], origin };
  const short = sealed(traceOf(world, about, story.processes, withoutIdleOpens(story.steps)));
  if (kind === 'errnos' || (await decidesAtLast(model, short, goal))) return short;
  return sealed(traceOf(world, about, story.processes, story.steps));
}

async function decidesAtLast(model: BodyModel, trace: Trace, rule: string): Promise<boolean> {
  const { judge } = model;
  const number = judge.rules.findIndex(({ id }) => id === rule);
  const transcript = await model.perform(trace);
  const all = judge.judge(transcript);
  const before = judge.judge({ ...transcript, entries: transcript.entries.slice(0, -1) });
  return all.decided[number]! > before.decided[number]!;
}
