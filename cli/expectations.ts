/** Whether what an author expects is permitted: the reference performs the trace, the judge weighs the expectations. */
import { connect } from '../adapters/connect.ts';
import { createJudge } from '../oracle/judge.ts';
import type { Judge } from '../oracle/judge.ts';
import { outcomeText } from '../reports/step-line.ts';
import type { Expectation, Outcome, Trace, Transcript } from '../schemas/generated/types.ts';
import type { Finding } from './lint.ts';
import { judgedWith } from './per-step.ts';

export interface ExpectationCheck {
  check(trace: Trace): Promise<Finding[]>;
  stop(): Promise<void>;
}

/** Keeps one reference, and a judge for each generation. @throws InputError for a generation that is not known */
export async function createExpectationCheck(): Promise<ExpectationCheck> {
  const stage = await connect('reference');
  const judges = new Map<string, Judge>();
  function judgeFor(generation: string): Judge {
    const judge = judges.get(generation) ?? createJudge({ generation, profile: 'default', claims: true });
    judges.set(generation, judge);
    return judge;
  }
  return {
    check: async (trace) => findings(judgeFor(trace.generation), await stage.perform(trace)),
    stop: () => stage.stop(),
  };
}

function findings(judge: Judge, transcript: Transcript): Finding[] {
  if (transcript.status !== 'complete') {
    return [
      { code: 'not-performed', weight: 'note', pointer: '', message: `the reference does not perform it: ${transcript.reason ?? ''}` },
    ];
  }
  const wrong = judge.judge(transcript).violations.map(({ rule, step, why = '' }): Finding => ({
    code: 'reference-violates',
    weight: 'error',
    pointer: `/steps/${step ?? 0}`,
    message: `the reference violates ${rule}: ${why}`,
  }));
  return [...wrong, ...transcript.trace.steps.flatMap((step, i) => expectation(judge, transcript, i, step.expect))];
}

function expectation(judge: Judge, transcript: Transcript, step: number, expect: Expectation | undefined): Finding[] {
  const seen = transcript.entries[step]?.outcome;
  if (expect === undefined || seen === undefined || meets(seen, expect)) return [];
  const expected = outcomeOf(expect, seen);
  const verdict = expected === undefined ? undefined : judgedWith(judge, transcript, step, expected);
  if (verdict === undefined) return [];
  const { permitted = [] } = verdict;
  const what = `${describe(expect)} is expected; permitted is ${permitted.join(' or ')}, and the reference answers ${outcomeText(seen)}`;
  return [{ code: 'expectation-not-permitted', weight: 'error', pointer: `/steps/${step}/expect`, message: what }];
}

/** Does the answer have all that is expected? */
function meets(seen: Outcome, expect: Expectation): boolean {
  const answer = new Map<string, unknown>(Object.entries(seen));
  return Object.entries(expect).every(([key, value]) => answer.get(key) === value);
}

/** An answer that would meet the expectation; what the author leaves open is taken from the answer seen. */
function outcomeOf({ result, errno, signal, code, value }: Expectation, seen: Outcome): Outcome | undefined {
  switch (result) {
    case 'done':
      return { ...(seen.result === 'done' ? seen : {}), result, ...(value === undefined ? {} : { value }) };
    case 'refused':
      return errno === undefined ? undefined : { result, errno };
    default:
      return { result, signal: signal ?? 'SIGSEGV', ...(code === undefined ? {} : { code }) };
  }
}

function describe({ result, errno, signal, code, value }: Expectation): string {
  return [result, errno, signal, code, value].filter((part) => part !== undefined).join(' ');
}
