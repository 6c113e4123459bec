/** Skipped traces: what the body lacks for them, and how much each of it would help; and those that no body lacks anything for. */
import type { Report } from '../schemas/generated/types.ts';
import { many, number } from './families.ts';

/** Rows of what the body lacks: the thing, the traces that want nothing else, the traces that want more besides. */
export function lackRows({ lacking = [] }: Report): (readonly [what: string, alone: string, among: string])[] {
  return lacking.map(({ what, alone, among }) => [what, number(alone), number(among)] as const);
}

/** What the rows are about. */
export function lackHeading({ traces }: Report): string {
  const were = traces.skipped === 1 ? 'was' : 'were';
  return `${many(traces.skipped, 'trace')} ${were} not performed. What the body lacks for them, and how many want only that: so many more would be told with it.`;
}

export const LACK_COLUMNS = ['lacking', 'only that', 'that and more'] as const;

/** The traces that lack nothing, by the reason; the listed ones only. Of reports that do not say what is lacking, all. */
export function skippedByReason(report: Pick<Report, 'skipped'>): Map<string, string[]> {
  const reasons = new Map<string, string[]>();
  for (const { trace, reason, lacks } of report.skipped)
    if (lacks === undefined) reasons.set(reason, [...(reasons.get(reason) ?? []), trace]);
  return reasons;
}
