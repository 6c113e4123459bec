/** The rules of a report by family, and the counts that every format shows. */
import { FAMILIES } from '../spec/rule.ts';
import type { Report, RuleTally } from '../schemas/generated/types.ts';

export interface VerdictCounts {
  readonly held: number;
  readonly violated: number;
  /** Violated as listed only. */
  readonly deviated: number;
  readonly unseen: number;
}

export interface FamilyTally extends VerdictCounts {
  readonly family: string;
  readonly rules: readonly RuleTally[];
}

export function countVerdicts(rules: readonly RuleTally[]): VerdictCounts {
  const of = (verdict: RuleTally['verdict']): number => rules.filter((rule) => rule.verdict === verdict).length;
  return { held: of('held'), violated: of('violated'), deviated: of('deviated'), unseen: of('unseen') };
}

/** The families that have rules in force: the known ones in their order, then any other. */
export function families(report: Report): FamilyTally[] {
  const others = report.rules.map((rule) => rule.family).filter((family) => !FAMILIES.some((known) => known === family));
  return [...FAMILIES, ...new Set(others)].flatMap((family) => {
    const rules = report.rules.filter((rule) => rule.family === family);
    return rules.length === 0 ? [] : [{ family, rules, ...countVerdicts(rules) }];
  });
}

/** Unseen rules by the reason, in the order of the rules. */
export function unseenByReason(report: Report): Map<string, string[]> {
  const reasons = new Map<string, string[]>();
  for (const { id, unseen } of report.rules.filter((rule) => rule.verdict === 'unseen')) {
    const reason = unseen ?? 'no reason given';
    reasons.set(reason, [...(reasons.get(reason) ?? []), id]);
  }
  return reasons;
}

/** `3 traces`, `1 trace`; thousands are set apart. */
export function many(n: number, noun: string): string {
  return `${number(n)} ${noun}${n === 1 ? '' : 's'}`;
}

/** 1234567 as `1,234,567`. */
export function number(n: number): string {
  return String(n).replace(/\B(?=(?:\d{3})+$)/gu, ',');
}

/** `reference 0.1.0, connected as mutant:x`. */
export function bodyName({ body }: Report): string {
  const { name, version } = body.description;
  const own = version === undefined ? name : `${name} ${version}`;
  return name === body.connectedAs ? own : `${body.connectedAs} (${own})`;
}

/** What was judged, where only a part of the suite was. */
export function extent(report: Report): string | undefined {
  const shard = report.shard === null ? [] : [`shard ${report.shard.indexes.join(', ')} of ${report.shard.count}`];
  const partial = report.partial ? [`partial: ${report.stopped ?? 'the run ended before its time'}`] : [];
  const parts = [...shard, ...partial];
  return parts.length === 0 ? undefined : parts.join('; ');
}

/** The machines, one phrase each. */
export function machines(report: Report): string[] {
  return report.geometries.map(
    ({ pageSize, entriesPerTable, levels, cpus }) =>
      `${pageSize / 1024} KiB pages, ${entriesPerTable} entries a table, ${levels} levels, ${many(cpus, 'CPU')}`,
  );
}
