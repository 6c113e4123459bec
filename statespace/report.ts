/** The report of an exploration. */
import { sealed } from '../schemas/canonical.ts';
import type { ExplorationCoverage, ExplorationReport, ExploredViolation, Trace } from '../schemas/generated/types.ts';
import { profileNamed, rulesHash } from '../spec/index.ts';
import type { Explored, ExploringOptions } from './exploring.ts';
import type { BodyModel, Found } from './model.ts';
import { storyOf, withoutIdleOpens } from './paths.ts';
import { generationOf, traceOf } from './setting.ts';
import { worldText } from './small-world.ts';
import { BROKEN } from './transition.ts';

/** @param orbits whether the unfolded states are counted too, which takes time */
export async function reportOf(
  explored: Explored,
  { world, name, profile, folded, body, inFlight = 1, failures = false }: ExploringOptions,
  version: string,
  orbits: boolean,
): Promise<ExplorationReport> {
  const { model, search, result, found } = explored;
  const violations: ExploredViolation[] = [];
  for (const violation of found) violations.push(await violationOf(explored, violation, { world, name, profile, body }));
  const conclusion = violations.length > 0 ? 'violations' : result.complete ? 'no-violation' : 'partial';
  const { title, bounds, alphabet } = world;
  const unfolded = orbits && folded ? { unfolded: sumOfOrbits(model, search) } : {};
  return {
    format: 1,
    tool: { name: 'ptshare', version },
    rulesHash,
    generation: generationOf(world),
    profile: profileNamed(profile).id,
    body: name,
    world: { name: world.name, title, ...bounds, alphabet: [...alphabet] },
    folded,
    complete: result.complete,
    ...(result.partial === undefined ? {} : { stopped: result.partial.message }),
    conclusion,
    sentence: sentenceOf(conclusion, name, world.name, violations.length),
    states: result.states,
    ...unfolded,
    expanded: result.expanded,
    transitions: result.transitions,
    ...(model.pairs === undefined ? {} : { inFlight: { calls: inFlight, ...model.pairs.counts } }),
    ...(failures ? { failures } : {}),
    diameter: result.depth,
    layers: [...result.layers],
    coverage: coverageOf(model, result.expanded),
    violations,
  };
}

function sentenceOf(conclusion: ExplorationReport['conclusion'], body: string, world: string, violations: number): string {
  switch (conclusion) {
    case 'no-violation':
      return `${body} violates no rule in any state of the world ${world}.`;
    case 'violations':
      return `${body} violates ${violations} ${violations === 1 ? 'rule' : 'rules'} in the world ${world}.`;
    case 'partial':
      return `${body} violates no rule in the part of the world ${world} that was explored.`;
  }
}

function sumOfOrbits(model: BodyModel, { store }: Explored['search']): number {
  let sum = 0;
  for (let id = 0; id < store.count; id++)
    sum += model.system.places.orbit({ machine: store.words[2 * id]!, history: store.words[2 * id + 1]! });
  return sum;
}

function coverageOf({ coverage, judge, alphabet }: BodyModel, states: number): ExplorationCoverage {
  const rules = coverage.ofRules().map((counts, i) => ({ rule: judge.rules[i]!.id, ...counts }));
  const partitions = coverage.ofPartitions().map((outcomes, i) => ({
    partition: alphabet.partitions[i]!,
    outcomes: outcomes.map(({ kind, ...counts }) => ({ outcome: kind, ...counts })),
  }));
  const permitted = partitions.flatMap(({ partition, outcomes }) =>
    outcomes.filter((cell) => cell.permitted).map(({ outcome, transitions }) => ({ partition, outcome, transitions })),
  );
  const neverShown = permitted.filter(({ transitions }) => transitions === 0).map(({ partition, outcome }) => ({ partition, outcome }));
  return {
    rules,
    rulesDecided: rules.filter((rule) => rule.states > 0).length,
    ruleStates: { seen: rules.reduce((sum, rule) => sum + rule.states, 0), of: rules.length * states },
    partitions,
    outcomes: { seen: permitted.length - neverShown.length, of: permitted.length },
    neverShown,
    pairs: coverage.ofPairs(),
  };
}

type About = Pick<ExploringOptions, 'world' | 'name' | 'profile' | 'body'>;

/** The violation as a whole trace shows it: performed from the start, and judged as every trace is. */
async function violationOf({ model, search }: Explored, { verdict, from, action }: Found, about: About): Promise<ExploredViolation> {
  const story = storyOf(model, search, from, action);
  for (const steps of [withoutIdleOpens(story.steps), story.steps]) {
    const trace = sealedStory(story.processes, steps, verdict.rule, about);
    const judgement = model.judge.judge(await model.perform(trace));
    const again = judgement.violations.find(({ rule }) => rule === verdict.rule);
    if (verdict.rule === BROKEN ? judgement.status !== 'broken' : again === undefined) continue;
    const { seen = '', permitted = [], why = '' } = again ?? verdict;
    return { rule: verdict.rule, seen, permitted, why, trace };
  }
  throw new Error(`${model.name}: ${verdict.rule} is violated in a state, and not in the trace that leads there`);
}

function sealedStory(processes: readonly string[], steps: Trace['steps'], rule: string, { world, name }: About): Trace {
  const title = `A shortest way to a violation of ${rule} by ${name}, in the world ${world.name}.`.slice(0, 200);
  const origin = { kind: 'explored', world: worldText(world), goal: rule, body: name } as const;
  const rules = rule === BROKEN ? [] : [rule];
  const draft = sealed(traceOf(world, { id: 'draft', title, rules, origin }, processes, steps));
  const { id: _draft, ...rest } = draft;
  return { ...rest, id: `explored-${rule}-${(draft.hash ?? '').slice('sha256:'.length, 'sha256:'.length + 8)}` };
}
