/**
 * `npm run schedules -- [mutant…]`: goes through every schedule of two calls in small worlds, and through every allocation that
 * can fail, until a mutant breaks a rule; prints the shortest trace found. Without a name: the reference, which must break none.
 */
import { fileURLToPath } from 'node:url';
import { mutants } from '../mutants/index.ts';
import type { Mutant } from '../mutants/index.ts';
import { createJudge } from '../oracle/judge.ts';
import type { Judgement } from '../oracle/judgement.ts';
import { createReference } from '../reference/index.ts';
import { perform } from '../replay/perform.ts';
import type { Body } from '../schemas/contract.ts';
import type { Trace } from '../schemas/generated/types.ts';
import { validateTrace } from '../schemas/validate.ts';
import { failuresOf, shrink } from '../shrink/index.ts';
import type { Failure } from '../shrink/index.ts';
import { probes, schedules, traceOf } from '../suites/schedules.ts';
import type { Points, Scene } from '../suites/schedules.ts';
import { failures, pairs, triples } from './flight-scenes.ts';

const judge = createJudge({ generation: 'map-shared-pt', profile: 'default', claims: true });
/** Allocations that one call makes, at most. */
const MOST_ALLOCATIONS = 8;
/** Events of a schedule, at most. */
const MOST_EVENTS = 4;

/** The rules that the body breaks in a valid trace; undefined where the trace makes no sense. */
export async function brokenIn(body: Body, trace: Trace): Promise<readonly string[] | undefined> {
  return (await judgementOf(body, trace))?.violations.map(({ rule }) => rule);
}

async function judgementOf(body: Body, trace: Trace): Promise<Judgement | undefined> {
  try {
    validateTrace(trace);
  } catch {
    return undefined;
  }
  const transcript = await perform(trace, body, { trust: true });
  if (transcript.status === 'broken')
    throw new Error(`${body.description.name}: ${transcript.reason ?? ''} in ${JSON.stringify(trace.steps)}`);
  return judge.judge(transcript);
}

/** Where the calls of a scene can pause. `known`: what has been found out, by the beginning and the call. */
export async function pointsOf(body: Body, scene: Scene, known: Map<string, readonly string[]>): Promise<Points> {
  const points: Record<string, readonly string[]> = {};
  for (const name in scene.calls) {
    const key = JSON.stringify([scene.before, scene.calls[name]]);
    const list = known.get(key) ?? (await pausesOf(body, scene, name));
    known.set(key, list);
    points[name] = list;
  }
  return points;
}

async function pausesOf(body: Body, scene: Scene, name: string): Promise<string[]> {
  const pauses: string[] = [];
  for (const { label, trace } of probes(scene, name, body.description.points ?? [])) {
    const { entries } = await perform(trace, body, { trust: true, look: 'never' });
    const outcome = entries.at(-2)?.outcome;
    if (outcome?.result === 'pending' && outcome.at === label) pauses.push(label);
  }
  return pauses;
}

/** One event: a call in which an allocation fails; two or three: two calls; more: three. */
function scenesOf(length: number): Generator<Scene> {
  if (length === 1) return failures(MOST_ALLOCATIONS);
  return length < 4 ? pairs() : triples();
}

/** Every trace of so many events in the scenes of pairs; of one event, with an allocation that fails. */
export async function* traces(body: Body, length: number, wanted: Wanted = all): AsyncGenerator<Trace> {
  const scenes = scenesOf(length);
  const known = new Map<string, readonly string[]>();
  for (const scene of scenes) {
    if (!wanted(scene)) continue;
    const points = length === 1 ? {} : await pointsOf(body, scene, known);
    for (const events of schedules(Object.keys(scene.calls), points, length)) {
      if (length === 1 || events.some(({ kind }) => kind === 'begin')) yield traceOf(scene, events);
    }
  }
}

/** Which scenes are gone through. */
type Wanted = (scene: Scene) => boolean;

function all(): boolean {
  return true;
}

export interface Found {
  readonly trace: Trace;
  readonly rules: readonly string[];
}

/** The first trace, with the fewest events, in which the body breaks one of the rules. */
export async function search(
  body: Body,
  rules: readonly string[] | undefined,
  most: number,
  wanted: Wanted = all,
): Promise<Found | undefined> {
  for (let length = 1; length <= most; length++) {
    for await (const trace of traces(body, length, wanted)) {
      const broken = (await brokenIn(body, trace)) ?? [];
      if (broken.some((rule) => rules === undefined || rules.includes(rule))) return { trace, rules: broken };
    }
  }
  return undefined;
}

/** Of the rules broken, the one that the search was for is kept. */
async function shortest(body: Body, { trace, rules }: Found, wanted: readonly string[]): Promise<Trace> {
  const kept = rules.find((rule) => wanted.includes(rule)) ?? rules[0] ?? '';
  const observe = async (smaller: Trace): Promise<readonly Failure[]> => {
    const judged = await judgementOf(body, smaller);
    return judged === undefined ? [] : failuresOf(judged);
  };
  return (await shrink(trace, { observe, profile: 'default', rule: kept })).trace;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function show(trace: Trace): void {
  for (const step of trace.steps) print(`  ${JSON.stringify(step)}`);
}

async function catchMutant(mutant: Mutant): Promise<void> {
  const { name, rules } = mutant;
  const started = performance.now();
  const body = mutant.create();
  const found = (await search(body, rules, MOST_EVENTS)) ?? (await search(body, undefined, MOST_EVENTS));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (found === undefined) return print(`${name}: nothing found in ${seconds} s`);
  const trace = await shortest(body, found, rules);
  print(`${name}: ${found.rules.join(', ')} in ${seconds} s, ${trace.steps.length} steps`);
  show(trace);
}

/** Goes through all schedules of so many events; the number of them, or the trace in which the body breaks a rule. */
export async function enumerate(body: Body, length: number, wanted: Wanted = all): Promise<number | Found> {
  let count = 0;
  for await (const trace of traces(body, length, wanted)) {
    const rules = await brokenIn(body, trace);
    if (rules === undefined) continue;
    if (rules.length > 0) return { trace, rules };
    count++;
  }
  return count;
}

async function tryReference(): Promise<void> {
  for (let length = 1; length <= MOST_EVENTS; length++) {
    const found = await enumerate(createReference(), length);
    if (typeof found === 'number') print(`${length} events: ${found} schedules, none violated`);
    else {
      print(`the reference breaks ${found.rules.join(', ')}`);
      show(found.trace);
      process.exitCode = 1;
      return;
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !mutants.some((mutant) => mutant.name === name));
  if (unknown.length > 0) {
    print(`there is no mutant ${unknown.join(', ')}`);
    process.exitCode = 2;
  } else if (names.length === 0) await tryReference();
  else for (const mutant of mutants.filter(({ name }) => names.includes(name))) await catchMutant(mutant);
}
