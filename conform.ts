/** The whole flow: validate, perform, judge, tally, render. Start reading here. */
import { connect } from './adapters/connect.ts';
import type { Stage } from './adapters/stage.ts';
import { createJudge } from './oracle/judge.ts';
import type { Judge } from './oracle/judge.ts';
import type { Judgement } from './oracle/judgement.ts';
import { createTally } from './oracle/tally.ts';
import type { Tally } from './oracle/tally.ts';
import type { Report, Trace } from './schemas/generated/types.ts';
import { sealed } from './schemas/canonical.ts';
import { validateTrace } from './schemas/validate.ts';
import { rulesHash } from './spec/index.ts';
import { hashOfLines } from './suites/load.ts';
import { findPackage } from './suites/root.ts';

export interface ConformOptions {
  /** map-shared-pt where left out. */
  readonly generation?: string;
  /** default where left out. */
  readonly profile?: string;
}

/**
 * Judges a body with traces and gives the report; `render` writes it down.
 * @param values traces, checked here
 * @param body `reference`, `private-tables`, `mutant:<name>`, `module:<path>`, `exec:<command>` and what else adapters/ can connect
 * @throws InputError for a trace, a body, a generation or a profile that cannot be taken
 */
export async function conform(values: Iterable<unknown>, body: string, options: ConformOptions = {}): Promise<Report> {
  const { generation = 'map-shared-pt', profile = 'default' } = options;
  const traces = Array.from(values, (value) => sealed(validateTrace(value)));
  const stage = await connect(body);
  try {
    const claims = stage.description.generations.includes(generation);
    const judge = createJudge({ generation, profile, claims });
    const tally = createTally({
      tool: { name: 'ptshare', version: findPackage().version },
      rulesHash,
      suiteHash: hashOfLines(traces.map((trace) => `${trace.id} ${trace.hash}`)),
      generation,
      profile,
      body: { connectedAs: body, description: stage.description },
      seed: null,
      shard: null,
      rules: judge.rules,
      again: (trace) => `ptshare replay ${trace.id} --on ${body}`,
    });
    await follow(traces, stage, judge, tally);
    return tally.report();
  } finally {
    await stage.stop();
  }
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
