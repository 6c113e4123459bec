/** Listed deviations: what an implementer knows to be otherwise is told from what nobody expected. */
import type { Deviation, DeviationTally, Report, Verdict } from '../schemas/generated/types.ts';
import type { Judge } from './judge.ts';
import type { Judgement } from './judgement.ts';

/** The list, and the day (UTC, `2026-01-31`) on which it is read. */
export interface ListedDeviations {
  readonly list: readonly Deviation[];
  readonly today: string;
}

/** A judge whose judgements keep listed violations apart. */
export function withDeviations(judge: Judge, listed: ListedDeviations | undefined): Judge {
  if (listed === undefined) return judge;
  return { ...judge, judge: (transcript) => sorted(judge.judge(transcript), listed.list) };
}

function sorted(judgement: Judgement, list: readonly Deviation[]): Judgement {
  const isListed = (verdict: Verdict): boolean => list.some((entry) => covers(entry, verdict));
  const listed = judgement.violations.filter(isListed);
  return listed.length === 0 ? judgement : { ...judgement, violations: judgement.violations.filter((v) => !isListed(v)), listed };
}

function covers({ rule, story, expected = '*', seen = '*' }: Deviation, verdict: Verdict): boolean {
  if (rule !== verdict.rule || !matches(story, verdict.trace)) return false;
  return matches(expected, (verdict.permitted ?? []).join(' or ')) && matches(seen, verdict.seen ?? '');
}

const patterns = new Map<string, RegExp>();

/** `*` stands for any characters. */
function matches(pattern: string, text: string): boolean {
  let compiled = patterns.get(pattern);
  if (compiled === undefined) {
    const parts = pattern.split('*').map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`));
    patterns.set(pattern, (compiled = new RegExp(`^${parts.join('.*')}$`, 'su')));
  }
  return compiled.test(text);
}

export interface DeviationCounts {
  add(judgement: Judgement): void;
  /** @param whole the whole suite was judged, so that what was not seen is not to be seen */
  list(whole: boolean): DeviationTally[];
}

/** @param rules ids of the rules in force, in the order of `Judgement.decided` */
export function createDeviationCounts({ list, today }: ListedDeviations, rules: readonly string[]): DeviationCounts {
  const counts = list.map((entry) => ({ entry, index: rules.indexOf(entry.rule), ran: 0, decided: 0, traces: 0 }));
  return {
    add({ trace, status, decided, listed = [] }) {
      if (status === 'skipped') return;
      for (const count of counts) {
        if (!matches(count.entry.story, trace.id)) continue;
        const shows = listed.some((verdict) => covers(count.entry, verdict));
        count.ran += 1;
        count.decided += Number(shows || (decided[count.index] ?? 0) > 0);
        count.traces += Number(shows);
      }
    },
    list: (whole) =>
      counts.map(({ entry, ran, decided, traces }) => ({
        ...entry,
        status: statusOf(entry, { decided, traces }, today, whole),
        ran,
        decided,
        traces,
      })),
  };
}

function statusOf(
  { expires }: Deviation,
  { decided, traces }: Pick<DeviationTally, 'decided' | 'traces'>,
  today: string,
  whole: boolean,
): DeviationTally['status'] {
  if (expires !== undefined && expires < today) return 'expired';
  if (traces > 0) return 'listed';
  if (!whole) return 'open';
  return decided > 0 ? 'unexpected-pass' : 'stale';
}

/** Entries that fail a run. */
export function outdated(deviations: Report['deviations'] = []): DeviationTally[] {
  return deviations.filter(({ status }) => status === 'unexpected-pass' || status === 'stale' || status === 'expired');
}

/** The same entries of several shards, added up. */
export function mergeDeviations(reports: readonly Report[], whole: boolean): DeviationTally[] | undefined {
  const [first] = reports;
  return first?.deviations?.map((entry, i) => {
    const parts = reports.map((report) => report.deviations?.[i]);
    const sum = (of: 'ran' | 'decided' | 'traces'): number => parts.reduce((total, part) => total + (part?.[of] ?? 0), 0);
    const { status: _, ...listed } = entry;
    const counts = { ran: sum('ran'), decided: sum('decided'), traces: sum('traces') };
    // What had expired for one shard has expired.
    const expired = parts.some((part) => part?.status === 'expired');
    return { ...listed, ...counts, status: expired ? 'expired' : statusOf({ ...entry, expires: '9999-12-31' }, counts, '', whole) };
  });
}
