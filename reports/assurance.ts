/** What speaks for and against believing a report: listed deviations, the guard, and how much the stories notice. */
import type { DeviationTally, Report } from '../schemas/generated/types.ts';
import { many, number } from './families.ts';
import { plain } from './plain.ts';

/** Whether each check of the run itself came out well, in a fixed order; only those that were made. */
export function runChecks(
  report: Report,
): { readonly name: string; readonly title: string; readonly good: boolean; readonly why: string }[] {
  const checks = [];
  const { deviations, guard } = report;
  if (deviations !== undefined) {
    const old = deviations.filter(({ status }) => status !== 'listed' && status !== 'open');
    const why = deviationLines(old).join('; ');
    checks.push({ name: 'deviations-up-to-date', title: 'the listed deviations are up to date', good: old.length === 0, why });
  }
  if (guard !== undefined && guard.status !== 'none-applicable') {
    const why = `passed: ${guard.passed.join(', ')}`;
    checks.push({ name: 'wrong-bodies-caught', title: 'wrong bodies are caught', good: guard.status === 'held', why });
  }
  return checks;
}

/** The entries in lines: those of one rule and one reason together, in the order in which they are listed. */
export function deviationLines(entries: readonly DeviationTally[]): string[] {
  const groups = new Map<string, DeviationTally[]>();
  for (const entry of entries) {
    const { rule, status, reason, link, expires } = entry;
    const key = JSON.stringify([rule, status, reason, link, expires]);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].map((alike) => {
    const [first] = alike as [DeviationTally];
    const more = alike.length === 1 ? '' : ` and ${many(alike.length - 1, 'more entry').replace('entrys', 'entries')}`;
    return deviationText({ ...first, story: first.story + more, traces: alike.reduce((sum, { traces }) => sum + traces, 0) });
  });
}

/** One entry in a line: the rule, where, what became of it, and why it is listed. */
function deviationText({ rule, story, status, traces, reason, link, expires }: DeviationTally): string {
  const seen = status === 'listed' ? `seen in ${many(traces, 'trace')}` : status;
  const until = expires === undefined ? '' : `, until ${expires}`;
  return `${rule} in ${story}: ${seen}${until}; ${plain(reason)}${link === undefined ? '' : ` (${plain(link)})`}`;
}

/** Reasons of the entries that a rule is listed by. */
export function reasonsOf(rule: string, { deviations = [] }: Report): string {
  return plain([...new Set(deviations.filter((entry) => entry.rule === rule).map(({ reason }) => reason))].join('; '));
}

export function guardText({ guard }: Report): string | undefined {
  if (guard === undefined) return undefined;
  if (guard.status === 'none-applicable') return 'none applicable: no wrong body is known to be caught by these traces';
  if (guard.status === 'failed') return `failed: ${guard.passed.join(', ')} passed`;
  const { length } = guard.caught;
  return `${length} wrong ${length === 1 ? 'body' : 'bodies'} judged beside it, ${length === 1 ? '' : 'all '}caught`;
}

export function detectionText({ detection }: Report): string | undefined {
  if (detection === undefined) return undefined;
  const { bodies, specifications, stale } = detection;
  const score = ({ caught, of }: typeof bodies): string => `${number(caught)} of ${number(of)}`;
  const old = stale ? '; measured with other rules or stories than these' : '';
  return `the shipped stories tell ${score(bodies)} wrong bodies and ${score(specifications)} wrong specifications${old}`;
}
