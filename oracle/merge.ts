/**
 * Puts the reports of shards together. Merging is associative: what comes of some shards is the report of a larger
 * shard, and whoever merges all of them gets the report that one run of the whole suite would have given.
 */
import { InputError } from '../schemas/input-error.ts';
import type { Judged, Report, RuleTally, Shards, ViolatedRule } from '../schemas/generated/types.ts';
import { checkConsistent } from './consistent.ts';
import { mergeDeviations } from './deviations.ts';
import { mergeGuards } from './guard.ts';
import { byText, groupBy } from './first.ts';
import type { First } from './first.ts';
import { compareGenerated, createGeometries, indexesOf, packIndexes } from './judged.ts';
import { mergeLacking } from './lacking.ts';
import { about, keepBroken, keepSkipped, listed, unlisted } from './listings.ts';
import { concluded } from './reservations.ts';
import { mergedReason, verdictOf } from './rule-counts.ts';
import { mergeViolated } from './violations.ts';

export interface MergeOptions {
  /** What to call each report in errors; its number where left out. */
  readonly names?: readonly string[];
  /** `allow`: shards may be missing, and the result is a larger shard. */
  readonly gaps?: 'refuse' | 'allow';
}

/** What must be the same in all reports. */
const SAME = ['tool', 'rulesHash', 'suiteHash', 'generation', 'profile', 'body', 'seed'] as const;
const MERGE_HINT = 'Merge only the shards of one run: the same suite, seed, body and profile.';

/**
 * One report out of the reports of shards.
 * @throws InputError when the numbers of one disagree, when they differ in body, profile, suite, rules or seed, when a shard or a trace comes twice, and
 * (unless gaps are allowed) when a shard is missing.
 */
export function merge(reports: readonly Report[], options: MergeOptions = {}): Report {
  const name = (index: number): string => options.names?.[index] ?? `report ${index + 1}`;
  const [first] = reports;
  if (first === undefined) {
    throw new InputError('nothing-to-merge', 'there is no report to merge', { hint: 'Name at least one report.' });
  }
  reports.forEach((report, i) => checkSame(first, report, name(0), name(i)));
  reports.forEach((report, i) => checkListed(first, report, name(0), name(i)));
  reports.forEach((report, i) => checkConsistent(report, name(i)));
  const shard = mergeShards(reports, name, options.gaps ?? 'refuse');
  const stopped = mergeStopped(reports);
  const partial = reports.some((report) => report.partial);
  const facts = mergeFacts(first, reports, shard === null && !partial);
  const skipped = firstTraces(
    keepSkipped(),
    reports.map((report) => report.skipped),
  );
  const broken = firstTraces(
    keepBroken(),
    reports.map((report) => report.broken),
  );
  return {
    format: 1,
    tool: first.tool,
    rulesHash: first.rulesHash,
    suiteHash: first.suiteHash,
    seed: first.seed,
    shard,
    partial,
    ...(stopped === '' ? {} : { stopped }),
    ...concluded(facts),
    ...facts,
    ...(first.detection === undefined ? {} : { detection: first.detection }),
    geometries: mergeGeometries(reports),
    ...listed('lacking', mergeLacking(reports)),
    skipped,
    broken,
    ...unlisted(facts.traces, skipped, broken),
    judged: mergeJudged(reports, name),
  };
}

function checkSame(a: Report, b: Report, nameA: string, nameB: string): void {
  for (const key of SAME) {
    if (canonical(a[key]) !== canonical(b[key])) {
      const message = `${nameA} and ${nameB} differ in ${key}: ${brief(a[key])} and ${brief(b[key])}`;
      throw new InputError('merge-mismatch', message, { pointer: `/${key}`, hint: MERGE_HINT });
    }
  }
}

/** Deviations are the same list, whatever became of them. */
function checkListed(a: Report, b: Report, nameA: string, nameB: string): void {
  const entries = ({ deviations }: Report): unknown =>
    deviations?.map(({ status: _, ran: _r, decided: _d, traces: _t, ...entry }) => entry) ?? null;
  if (canonical(entries(a)) === canonical(entries(b))) return;
  throw new InputError('merge-mismatch', `${nameA} and ${nameB} differ in their lists of deviations`, {
    pointer: '/deviations',
    hint: MERGE_HINT,
  });
}

function brief(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => byText(a, b)))
      : inner,
  );
}

/** The union of the shards; null when it is the whole. */
function mergeShards(reports: readonly Report[], name: (i: number) => string, gaps: 'refuse' | 'allow'): Shards | null {
  const count = reports[0]?.shard?.count;
  if (count === undefined && reports.length === 1) return null;
  const owner = new Map<number, string>();
  reports.forEach((report, i) => {
    if (report.shard === null) throw whole(name(i));
    if (report.shard.count !== count) throw counts(name(0), count ?? 0, name(i), report.shard.count);
    for (const index of report.shard.indexes) {
      const other = owner.get(index);
      if (other !== undefined) throw twice(`shard ${index} of ${count}`, other, name(i), '/shard');
      owner.set(index, name(i));
    }
  });
  return union(owner, count ?? 1, gaps);
}

function union(owner: ReadonlyMap<number, string>, count: number, gaps: 'refuse' | 'allow'): Shards | null {
  const missing = Array.from({ length: count }, (_, i) => i + 1).filter((index) => !owner.has(index));
  if (missing.length === 0) return null;
  if (gaps === 'allow') return { count, indexes: [...owner.keys()].toSorted((a, b) => a - b) };
  const which = missing.slice(0, 20).join(', ') + (missing.length > 20 ? ', ...' : '');
  const message = `of ${count} shards, these are missing: ${which}`;
  throw new InputError('shard-missing', message, { pointer: '/shard', hint: 'Add their reports, or allow gaps to merge what there is.' });
}

function whole(name: string): InputError {
  const message = `${name} is the report of a whole suite, not of a shard`;
  return new InputError('not-a-shard', message, { pointer: '/shard', hint: MERGE_HINT });
}

function counts(nameA: string, a: number, nameB: string, b: number): InputError {
  const message = `${nameA} is one of ${a} shards, ${nameB} one of ${b}`;
  return new InputError('merge-mismatch', message, { pointer: '/shard/count', hint: MERGE_HINT });
}

function twice(what: string, nameA: string, nameB: string, pointer: string): InputError {
  const message = nameA === nameB ? `${what} comes twice in ${nameA}` : `${what} comes twice: in ${nameA} and in ${nameB}`;
  return new InputError('merge-duplicate', message, { pointer, hint: 'Give each shard once.' });
}

function mergeStopped(reports: readonly Report[]): string {
  const reasons = new Set(reports.flatMap((report) => report.stopped?.split('; ') ?? []));
  return [...reasons].toSorted(byText).join('; ').slice(0, 300);
}

function mergeFacts(first: Report, reports: readonly Report[], whole: boolean) {
  const deviations = mergeDeviations(reports, whole);
  const guard = mergeGuards(reports.map((report) => report.guard));
  const sum = (of: (report: Report) => number): number => reports.reduce((total, report) => total + of(report), 0);
  return {
    generation: first.generation,
    profile: first.profile,
    body: first.body,
    traces: {
      total: sum((r) => r.traces.total),
      complete: sum((r) => r.traces.complete),
      skipped: sum((r) => r.traces.skipped),
      broken: sum((r) => r.traces.broken),
    },
    steps: sum((r) => r.steps),
    rules: first.rules.map((rule, i) =>
      mergeRule(
        rule,
        reports.map((report) => report.rules[i]),
      ),
    ),
    ...about(first.rules, new Set(reports.flatMap((report) => report.about ?? []))),
    violations: mergeViolations(first, reports),
    ...(deviations === undefined ? {} : { deviations }),
    ...(guard === undefined ? {} : { guard }),
  };
}

function mergeRule(rule: RuleTally, parts: readonly (RuleTally | undefined)[]): RuleTally {
  const total = { decided: 0, held: 0, violated: 0 };
  let deviated = 0;
  for (const part of parts) {
    if (part?.id !== rule.id) {
      throw new InputError('merge-mismatch', `the reports do not list the same rules: ${rule.id} is not in its place`, {
        pointer: '/rules',
        hint: MERGE_HINT,
      });
    }
    total.decided += part.decided;
    total.held += part.held;
    total.violated += part.violated;
    deviated += part.deviated ?? 0;
  }
  const { id, family, sentence } = rule;
  const verdict = verdictOf({ ...total, deviated });
  return {
    id,
    family,
    sentence,
    verdict,
    ...total,
    ...(deviated > 0 ? { deviated } : {}),
    ...(verdict === 'unseen' ? { unseen: mergedReason(parts.flatMap((part) => part?.unseen ?? [])) } : {}),
  };
}

function mergeViolations(first: Report, reports: readonly Report[]): ViolatedRule[] {
  const parts = groupBy(
    reports.flatMap((report) => report.violations),
    (group) => group.rule,
  );
  return first.rules.flatMap(({ id }) => {
    const groups = parts.get(id);
    return groups === undefined ? [] : [mergeViolated(id, groups)];
  });
}

function mergeGeometries(reports: readonly Report[]): Report['geometries'] {
  const all = createGeometries();
  for (const report of reports) for (const geometry of report.geometries) all.add(geometry);
  return all.list();
}

function firstTraces<T>(kept: First<T>, lists: readonly (readonly T[])[]): T[] {
  for (const item of lists.flat()) kept.add(item);
  return [...kept.items];
}

function mergeJudged(reports: readonly Report[], name: (i: number) => string): Judged {
  checkTraces(reports, name);
  const parts = groupBy(
    reports.flatMap((report) => report.judged.generated),
    (g) => `${g.seed} ${g.generator}`,
  );
  const generated = [...parts.values()].flatMap((group) => {
    const [head] = group;
    return head === undefined
      ? []
      : [
          {
            generator: head.generator,
            seed: head.seed,
            runs: mergeRuns(
              head.generator,
              group.map((g) => g.runs),
            ),
          },
        ];
  });
  return {
    traces: reports.flatMap((report) => report.judged.traces).toSorted(byText),
    generated: generated.toSorted(compareGenerated),
  };
}

/** A trace is judged once, whatever its hash. */
function checkTraces(reports: readonly Report[], name: (i: number) => string): void {
  const owner = new Map<string, number>();
  reports.forEach((report, i) => {
    for (const line of report.judged.traces) {
      const id = line.slice(0, line.indexOf(' '));
      const other = owner.get(id);
      if (other !== undefined) throw twice(`trace ${id}`, name(other), name(i), '/judged/traces');
      owner.set(id, i);
    }
  });
}

function mergeRuns(generator: string, runs: readonly number[][]): number[] {
  const indexes = indexesOf(runs.flat());
  const again = indexes.findIndex((index, i) => i > 0 && indexes[i - 1] === index);
  if (again >= 0) {
    throw new InputError('merge-duplicate', `generated trace ${indexes[again]} of ${generator} comes twice`, {
      pointer: '/judged/generated',
      hint: 'Give each shard once.',
    });
  }
  return packIndexes(indexes);
}
