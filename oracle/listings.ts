/** Lists of a report: the first of the skipped and the broken traces, and how many are left out; the rules that traces are about. */
import { causeOf } from '../schemas/broken-reason.ts';
import type { BrokenTrace, Report, SkippedTrace, Trace, TraceCounts } from '../schemas/generated/types.ts';
import { byTrace, keepFirst } from './first.ts';
import type { First } from './first.ts';

/** All shipped stories, if need be. */
export const LISTED_SKIPPED = 1000;
/** What a body printed last can be long. */
export const LISTED_BROKEN = 100;
/** Steps shown of a trace that broke. */
const SHOWN_STEPS = 8;

export const keepSkipped = (): First<SkippedTrace> => keepFirst<SkippedTrace>(LISTED_SKIPPED, byTrace);
export const keepBroken = (): First<BrokenTrace> => keepFirst<BrokenTrace>(LISTED_BROKEN, byTrace);

/** @param step where the body broke */
export function toBroken(trace: Trace, step: number, reason: string, again: string): BrokenTrace {
  const before = Math.max(0, step + 1 - SHOWN_STEPS);
  return {
    trace: trace.id,
    title: trace.title,
    reason,
    cause: causeOf(reason),
    step,
    steps: trace.steps.slice(before, step + 1),
    before,
    again,
  };
}

/** The property of a report that says how many traces are not listed; none where all are. */
export function unlisted(traces: TraceCounts, skipped: readonly unknown[], broken: readonly unknown[]): Pick<Report, 'unlisted'> {
  const left = { skipped: traces.skipped - skipped.length, broken: traces.broken - broken.length };
  return left.skipped + left.broken === 0 ? {} : { unlisted: left };
}

/** A property for a list, which is left out where the list is empty. */
export function listed<K extends string, T>(key: K, list: readonly T[]): { [P in K]?: T[] } {
  return list.length === 0 ? {} : ({ [key]: [...list] } as { [P in K]?: T[] });
}

/** The property for the rules that traces are about: those in force, in the order of the specification. */
export function about(rules: readonly { readonly id: string }[], subjects: ReadonlySet<string>): Pick<Report, 'about'> {
  return listed(
    'about',
    rules.map(({ id }) => id).filter((id) => subjects.has(id)),
  );
}
