/** What the counts of a run amount to. */
import type { Report } from '../schemas/generated/types.ts';
import { outdated } from './deviations.ts';

export type Conclusion = Report['conclusion'];
/** The part of a report that a conclusion rests on. */
export type Facts = Pick<
  Report,
  'generation' | 'profile' | 'body' | 'traces' | 'steps' | 'rules' | 'about' | 'violations' | 'deviations' | 'guard'
>;

/** True when the body says that it has this generation of the interface. */
export function claims(facts: Pick<Facts, 'body' | 'generation'>): boolean {
  return facts.body.description.generations.includes(facts.generation);
}

/** Violations come before everything: a body that breaks after it broke a rule has broken the rule. */
export function conclude(facts: Facts): { conclusion: Conclusion; sentence: string } {
  const name = facts.body.connectedAs;
  const goal = `generation ${facts.generation}, profile ${facts.profile}`;
  const decided = facts.rules.filter((rule) => rule.decided > 0 || rule.violated > 0).length;
  if (facts.violations.length > 0) {
    const broke = facts.traces.broken > 0 ? ` It also broke in ${count(facts.traces.broken, 'trace')}.` : '';
    return {
      conclusion: 'violations',
      sentence: `${name} does not conform to ${goal}: it violates ${count(facts.violations.length, 'rule')}.${broke}`,
    };
  }
  if (facts.traces.broken > 0) {
    const times = count(facts.traces.broken, 'trace');
    return { conclusion: 'broken', sentence: `${name} broke while it was judged, in ${times}; no rule was violated.` };
  }
  if (facts.steps === 0 || decided === 0) return { conclusion: 'nothing-judged', sentence: nothing(facts) };
  return doubted(facts) ?? settled(facts, goal, decided);
}

/** The run, or what it was told, is not to be trusted. */
function doubted({ guard, deviations }: Facts): { conclusion: Conclusion; sentence: string } | undefined {
  if (guard?.status === 'failed') {
    const sentence = `Nothing can be believed: wrong bodies passed that these traces are known to catch (${guard.passed.join(', ')}).`;
    return { conclusion: 'guard-failed', sentence };
  }
  const [old, ...others] = outdated(deviations);
  if (old === undefined) return undefined;
  const more = others.length > 0 ? `, and ${others.length} more` : '';
  return {
    conclusion: 'outdated-deviations',
    sentence: `The list of deviations is out of date: ${old.rule} in ${old.story} (${old.status})${more}.`,
  };
}

function settled(facts: Facts, goal: string, decided: number): { conclusion: Conclusion; sentence: string } {
  const name = facts.body.connectedAs;
  if (!claims(facts)) return { conclusion: 'not-implemented', sentence: notImplemented(facts, goal, decided) };
  const all = decided === facts.rules.length ? `all ${decided} rules` : `${decided} of ${facts.rules.length} rules`;
  const deviated = facts.rules.filter((rule) => rule.verdict === 'deviated').length;
  if (deviated > 0) {
    const sentence = `${name} conforms to ${goal}, but for listed deviations from ${count(deviated, 'rule')}: ${all} decided, none violated otherwise.`;
    return { conclusion: 'listed-deviations', sentence };
  }
  return { conclusion: 'conforming', sentence: `${name} conforms to ${goal}: ${all} decided, none violated.${tried(facts)}` };
}

/** By what was tried, where something was; else because the body does not say that it has it. */
function notImplemented({ body, generation }: Facts, goal: string, decided: number): string {
  const seen = body.description.evidence?.[generation];
  const rest = `of the ${decided} decided rules that bind it all the same.`;
  if (seen === undefined) return `${body.connectedAs} does not claim ${goal}, and breaks none ${rest}`;
  return `${body.connectedAs} does not implement ${goal}: ${seen}. It breaks none ${rest}`;
}

/** What was seen before, which a claim made by the user may contradict. */
function tried({ body, generation }: Facts): string {
  const seen = body.description.evidence?.[generation];
  return seen === undefined ? '' : ` Tried beforehand: ${seen}.`;
}

function nothing(facts: Facts): string {
  if (facts.traces.total === 0) return 'Nothing was judged: there was no trace to perform.';
  if (facts.steps > 0) return 'Nothing was judged: steps were performed, but no rule could be decided.';
  const skipped = facts.traces.skipped > 0 ? ` (${count(facts.traces.skipped, 'trace')} skipped)` : '';
  return `Nothing was judged: no step was performed${skipped}.`;
}

export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

const FAILING: ReadonlySet<Conclusion> = new Set(['violations', 'nothing-judged', 'outdated-deviations', 'guard-failed']);

/** 0 conforming or not implemented, 1 violations, nothing judged, an untrustworthy run or a partial one, 3 the body broke. */
export function exitCodeOf(report: Pick<Report, 'conclusion' | 'partial'>): 0 | 1 | 3 {
  if (FAILING.has(report.conclusion)) return 1;
  if (report.conclusion === 'broken') return 3;
  return report.partial ? 1 : 0;
}
