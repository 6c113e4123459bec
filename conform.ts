/** The whole flow: validate, perform, judge, tally, render. Start reading here. */
import { connectGiven } from './adapters/given-body.ts';
import type { GivenBody } from './adapters/given-body.ts';
import type { Stage } from './adapters/stage.ts';
import { openAssessment } from './assessment.ts';
import type { AssessmentTerms } from './assessment.ts';
import type { Judge } from './oracle/judge.ts';
import type { Judgement } from './oracle/judgement.ts';
import { listedDeviations } from './oracle/listed.ts';
import type { Tally } from './oracle/tally.ts';
import type { Report, Trace } from './schemas/generated/types.ts';
import { sealed } from './schemas/canonical.ts';
import { validateTrace } from './schemas/validate.ts';
import { hashOfLines } from './suites/load.ts';

export interface ConformOptions {
  /** map-shared-pt where left out. */
  readonly generation?: string;
  /** default where left out. */
  readonly profile?: string;
  /** What a file of listed deviations holds (schemas/deviations.schema.json). */
  readonly deviations?: unknown;
  /** Broken traces after which the run ends; MAX_FAILURES where left out. */
  readonly maxFailures?: number;
  /** For one answer that comes later, in milliseconds; 1000 where left out. */
  readonly stepMilliseconds?: number;
}

/** So many that a fault shows its pattern, and few enough that a body which always hangs costs a minute. */
export const MAX_FAILURES = 50;

/**
 * Judges a body with traces and gives the report; `render` writes it down. Wrong bodies that the traces are known to catch are
 * judged beside it: where one passes, the conclusion is `guard-failed`.
 * @param values traces, checked here
 * @param body the name of one (`reference`, `mutant:<name>`, `module:<path>`, `exec:<command>` and what else adapters/ can connect),
 * a body itself, or a function that makes one, which is called again after the body broke
 * @throws InputError for a trace, a body, a generation, a profile or deviations that cannot be taken
 */
export async function conform(values: Iterable<unknown>, body: GivenBody, options: ConformOptions = {}): Promise<Report> {
  const { generation = 'map-shared-pt', profile = 'default', deviations, maxFailures = MAX_FAILURES } = options;
  const traces = Array.from(values, (value) => sealed(validateTrace(value)));
  const listed = deviations === undefined ? undefined : listedDeviations(deviations);
  const suiteHash = hashOfTraces(traces);
  const stage = await connectGiven(body, options);
  try {
    const terms = { generation, profile, deviations: listed, suiteHash: () => suiteHash, again: againWith(body) };
    return await assess(traces, stage, terms, maxFailures);
  } finally {
    await stage.stop();
  }
}

/** `sha256:…` of sealed traces, as of a suite. */
export function hashOfTraces(traces: readonly Trace[]): string {
  return hashOfLines(traces.map((trace) => `${trace.id} ${trace.hash}`));
}

/** The command that performs a trace once more. */
export function againWith(body: GivenBody): (trace: Trace) => string {
  return ({ id }) => `ptshare replay ${id} --on ${typeof body === 'string' ? body : 'module:<file of the body>'}`;
}

/** Performs and judges sealed traces on a stage, which goes on standing. */
export async function assess(
  traces: readonly Trace[],
  stage: Stage,
  terms: Omit<AssessmentTerms, 'body'>,
  maxFailures = MAX_FAILURES,
): Promise<Report> {
  const assessment = openAssessment({ ...terms, body: { connectedAs: stage.name, description: stage.description } });
  let [stopped, broken]: [string | undefined, number] = [undefined, 0];
  const taken = traces.filter((trace) => assessment.takes(trace));
  await follow(taken, stage, assessment.judge, assessment.tally, ({ status, trace }) => {
    if (status === 'broken') broken += 1;
    if (broken < maxFailures) return 'go on';
    stopped = `${maxFailures} broken traces, at trace ${trace.id}`;
    return 'stop';
  });
  return assessment.report(stopped);
}

/** Performs, judges and counts traces, a few at a time, until `watch` says that it is enough. */
export async function follow(
  traces: Iterable<Trace> | AsyncIterable<Trace>,
  stage: Stage,
  judge: Judge,
  tally: Tally,
  watch: (judgement: Judgement) => 'go on' | 'stop' = () => 'go on',
): Promise<void> {
  for await (const few of batches(traces, stage.atOnce ?? 1)) {
    // All are begun before the first is judged: a body that is another program works on while we judge.
    const transcripts = few.map((trace) => stage.perform(trace));
    for (const transcript of transcripts) {
      const judgement = judge.judge(await transcript);
      tally.add(judgement);
      if (watch(judgement) === 'stop') return;
    }
  }
}

/** The same thing done to many traces in turn is faster than many things done to each: the caches stay warm. */
async function* batches(traces: Iterable<Trace> | AsyncIterable<Trace>, size: number): AsyncGenerator<Trace[]> {
  let few: Trace[] = [];
  for await (const trace of traces) {
    few.push(trace);
    if (few.length < size) continue;
    yield few;
    few = [];
  }
  if (few.length > 0) yield few;
}
