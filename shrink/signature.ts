/** What makes two failures the same one: the rule, what was observed, and the part that the failing step plays. */
import type { Trace, Verdict } from '../schemas/generated/types.ts';
import type { Judgement } from '../oracle/judgement.ts';

export interface Signature {
  /** The violated rule; undefined where the body broke. */
  readonly rule: string | undefined;
  /** What was seen and what is permitted, without names and numbers: `success, permitted SIGSEGV (SEGV_ACCERR)`. */
  readonly observable: string;
  /** The call at which it shows. */
  readonly role: string;
}

/** A failure, and the index of the step at which it shows. */
export interface Failure {
  readonly signature: Signature;
  readonly step: number;
}

/** What the judge found wrong in a trace, the first step first; a body that broke comes last. */
export function failuresOf(judgement: Judgement): Failure[] {
  const { trace, violations, status, reason = '', brokeAt } = judgement;
  const failures = violations.map((verdict) => failureOf(trace, verdict));
  if (status === 'broken' && brokeAt !== undefined && brokeAt < trace.steps.length) {
    const observable = nameless(reason.split('\n')[0] ?? '', trace);
    failures.push({ signature: { rule: undefined, observable, role: roleOf(trace, brokeAt) }, step: brokeAt });
  }
  return failures.toSorted((a, b) => a.step - b.step);
}

function failureOf(trace: Trace, { rule, step = 0, seen = '', permitted }: Verdict): Failure {
  const allowed =
    permitted === undefined ? '' : `, permitted ${[...new Set(permitted.map((p) => nameless(p, trace)))].toSorted().join(' or ')}`;
  return { signature: { rule, observable: nameless(seen, trace) + allowed, role: roleOf(trace, step) }, step };
}

function roleOf(trace: Trace, step: number): string {
  return trace.steps[step]?.call ?? 'none';
}

export function isSame(a: Signature, b: Signature): boolean {
  return a.rule === b.rule && a.observable === b.observable && a.role === b.role;
}

/** Numbers, addresses and the names that the trace gives are the accident of one trace. */
function nameless(text: string, trace: Trace): string {
  const names = new Set([...trace.processes, ...Object.keys(trace.files), ...Object.keys(trace.regions ?? {})]);
  for (const step of trace.steps) if (step.call === 'fork') names.add(step.child);
  return text
    .replaceAll(/[\p{L}_][\p{L}\p{N}_-]*/gu, (word) => (names.has(word) ? '#' : word))
    .replaceAll(/0x[0-9a-f]+|\d+/gu, '#')
    .replaceAll(/#(?:, #| and #)+/gu, '#');
}
