/** Whether the numbers of a report agree with one another: a report that was written by hand, or half, does not merge. */
import { InputError } from '../schemas/input-error.ts';
import type { Report, RuleTally, ViolatedRule } from '../schemas/generated/types.ts';
import { conclude } from './conclude.ts';
import { verdictOf } from './rule-counts.ts';
import { SHOWN_VIOLATIONS } from './violations.ts';

/** Generated traces of one report, at most: a merge writes each of them down. */
const MOST_GENERATED = 100_000_000;

/** @throws InputError inconsistent-report, with a pointer to what disagrees; too-large */
export function checkConsistent(report: Report, name: string): void {
  const check: Check = (holds, pointer, message) => {
    if (!holds) throw refusal('inconsistent-report', `${name}: ${message}`, pointer);
  };
  checkCounts(report, '', check);
  checkTraces(report, check);
  report.rules.forEach((rule, i) => checkRule(rule, `/rules/${i}`, report, check));
  checkViolations(report, check);
  checkShard(report, check);
  checkJudged(report, name, check);
  const { conclusion } = conclude(report);
  check(report.conclusion === conclusion, '/conclusion', `by its counts the conclusion is ${conclusion}, not ${report.conclusion}`);
}

type Check = (holds: boolean, pointer: string, message: string) => void;

function refusal(code: string, message: string, pointer: string): InputError {
  return new InputError(code, message, { pointer, hint: 'Merge reports as `ptshare run` wrote them.' });
}

/** Every number of a report is a count, a place or a seed: it is whole, and exact. */
function checkCounts(value: unknown, pointer: string, check: Check): void {
  if (typeof value === 'number') {
    const least = pointer.endsWith('/seed') ? -Number.MAX_SAFE_INTEGER : 0;
    check(Number.isSafeInteger(value) && value >= least, pointer, `${value} is no count`);
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    // Steps have numbers of their own; the date and the machine are no result.
    const counts = key === 'steps' ? typeof inner === 'number' : key !== 'run';
    if (counts) checkCounts(inner, `${pointer}/${key}`, check);
  }
}

/** What reports list that do not say how many they leave out. */
const ONCE_LISTED = 100;

function checkTraces({ traces, steps, skipped, broken, unlisted, lacking = [], partial, stopped }: Report, check: Check): void {
  const sum = traces.complete + traces.skipped + traces.broken;
  check(sum === traces.total, '/traces/total', `complete, skipped and broken traces are ${sum}, not ${traces.total}`);
  check(steps === 0 || traces.complete + traces.broken > 0, '/steps', `${steps} steps, but no trace was performed`);
  for (const [key, list, count] of [
    ['skipped', skipped, traces.skipped],
    ['broken', broken, traces.broken],
  ] as const) {
    const left = unlisted?.[key] ?? (list.length === ONCE_LISTED ? count - list.length : 0);
    check(list.length + left === count, `/${key}`, `${list.length} traces are listed, of ${count}`);
  }
  lacking.forEach(({ what, alone, among }, i) => {
    check(alone + among <= traces.skipped, `/lacking/${i}`, `${alone + among} traces lack ${what}, of ${traces.skipped} that were skipped`);
  });
  check(partial || stopped === undefined, '/partial', 'a run that was stopped is partial');
}

function checkRule(rule: RuleTally, pointer: string, { traces, rules }: Report, check: Check): void {
  const { id, verdict, decided, held, violated, deviated = 0 } = rule;
  const right = verdictOf(rule);
  check(verdict === right, `${pointer}/verdict`, `by its counts ${id} is ${right}, not ${verdict}`);
  check(held <= decided, `${pointer}/held`, `${id} held in ${held} traces, but was decided ${decided} times`);
  check(decided === 0 || held + violated + deviated > 0, `${pointer}/decided`, `${id} was decided ${decided} times, in no trace`);
  const performed = traces.complete + traces.broken;
  check(held + violated + deviated <= performed, pointer, `${id} was judged in ${held + violated + deviated} traces of ${performed}`);
  check(rules.find((rule) => rule.id === id)?.verdict === verdict, `${pointer}/id`, `${id} comes twice`);
}

function checkViolations({ rules, violations }: Report, check: Check): void {
  const counts = new Map(rules.map((rule) => [rule.id, rule.violated]));
  violations.forEach((group, i) => {
    const count = counts.get(group.rule);
    check(count === group.traces, `/violations/${i}/traces`, `${group.traces} traces violate ${group.rule}; its rule counts ${count}`);
    counts.set(group.rule, 0);
    checkGroup(group, `/violations/${i}`, check);
  });
  const missing = [...counts].find(([, count]) => count > 0);
  check(missing === undefined, '/violations', `${missing?.[0]} is violated, but its violations are not listed`);
}

function checkGroup({ rule, traces, calls, first, more }: ViolatedRule, pointer: string, check: Check): void {
  const shown = Math.min(traces, SHOWN_VIOLATIONS);
  check(first.length === shown, `${pointer}/first`, `${first.length} violations of ${rule} are listed, not ${shown}`);
  check(more === traces - shown, `${pointer}/more`, `${traces - shown} violations of ${rule} are not listed, not ${more}`);
  const sum = calls.reduce((total, call) => total + call.traces, 0);
  check(sum === traces, `${pointer}/calls`, `the calls of ${rule} name ${sum} traces, not ${traces}`);
}

function checkShard({ shard }: Report, check: Check): void {
  shard?.indexes.forEach((index, i) => {
    check(index <= shard.count, `/shard/indexes/${i}`, `there is no shard ${index} of ${shard.count}`);
  });
}

function checkJudged({ judged, traces }: Report, name: string, check: Check): void {
  const generated = judged.generated.map(({ runs }, i) => lengthOf(runs, `/judged/generated/${i}/runs`, check));
  const sum = generated.reduce((total, count) => total + count, 0);
  const listed = judged.traces.length + sum;
  check(listed === traces.total, '/judged', `${listed} traces are listed as judged, not ${traces.total}`);
  if (sum > MOST_GENERATED) throw refusal('too-large', `${name}: ${sum} generated traces are too many to merge`, '/judged/generated');
}

/** How many indexes the runs name, without writing them down. */
function lengthOf(runs: readonly number[], pointer: string, check: Check): number {
  check(runs.length % 3 === 0, pointer, 'runs are triples');
  let count = 0;
  for (let i = 0; i < runs.length; i += 3) {
    const [first = 0, last = 0, distance = 0] = runs.slice(i, i + 3);
    const whole = distance > 0 && last >= first && (last - first) % distance === 0;
    check(whole, `${pointer}/${i}`, `from ${first} to ${last} by ${distance} is no run`);
    count += (last - first) / distance + 1;
  }
  return count;
}
