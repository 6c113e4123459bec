/** `ptshare replay`: one trace on one body, step by step, with the page tables drawn. */
import { connect } from '../adapters/connect.ts';
import type { Stage } from '../adapters/stage.ts';
import { claims } from '../oracle/conclude.ts';
import { createJudge } from '../oracle/judge.ts';
import type { Judge } from '../oracle/judge.ts';
import { undecided } from '../oracle/judgement.ts';
import { painter, wantsColour } from '../reports/colour.ts';
import type { Transcript } from '../schemas/generated/types.ts';
import { EXIT, EXIT_HELP } from './exit.ts';
import type { ExitCode } from './exit.ts';
import type { Io } from './io.ts';
import { oneTrace } from './one-trace.ts';
import { PROFILE_OPTION, body, wholeNumber } from './options.ts';
import { DEFAULT_GENERATION } from './plan-run.ts';
import { findingsByStep } from './per-step.ts';
import { brokenStep, ending, opening, stepView } from './replay-view.ts';
import type { Subcommand } from './subcommand.ts';

const EXAMPLES = `
Examples:
  ptshare replay eligible-one-slot                       a shipped story on the reference
  ptshare replay my-trace.json --on private-tables       a file of yours on another body
  ptshare replay corpus.ndjson#walk-17 --no-tables       one line of a corpus
  ptshare replay generated:7:123 --on module:./body.mjs  a generated trace, by seed and index
  ptshare replay eligible-one-slot --on exec:./body      on a program of yours
  ptshare replay eligible-one-slot --step                wait for Enter after each step`;

interface ReplayOptions {
  readonly on: string;
  readonly profile: string;
  readonly generation?: string;
  readonly deadline?: number;
  readonly step?: boolean;
  readonly tables: boolean;
  readonly json?: boolean;
}

export const replay: Subcommand = (command, io, done) => {
  command
    .argument('<trace>', 'a file, <corpus>#<id>, the id of a shipped story, or generated:<seed>:<index>')
    .option('--on <body>', 'what performs it', body, 'reference')
    .option(...PROFILE_OPTION)
    .option('--generation <id>', 'of a generated trace (default: map-shared-pt)')
    .option('--deadline <ms>', 'for one step of a body that answers later', wholeNumber(1))
    .option('--step', 'wait for Enter after each step')
    .option('--no-tables', 'leave the page tables out')
    .option('--json', 'print the transcript and what the judge says, or the error, as JSON')
    .addHelpText('after', EXAMPLES + EXIT_HELP)
    .action(async (trace: string, options: ReplayOptions) => done(await perform(trace, options, io)));
};

async function perform(name: string, options: ReplayOptions, io: Io): Promise<ExitCode> {
  const { trace } = await oneTrace(name, options.generation ?? DEFAULT_GENERATION);
  const stage = await connect(options.on, options.deadline === undefined ? {} : { stepMilliseconds: options.deadline });
  try {
    const judge = judgeOf(stage, trace.generation, options);
    const transcript = await stage.perform(trace);
    if (options.json === true) printJson(judge, transcript, io);
    else await print(judge, transcript, options, io);
    return exitOf(judge, transcript);
  } finally {
    await stage.stop();
  }
}

function judgeOf({ description }: Stage, generation: string, { on, profile }: ReplayOptions): Judge {
  return createJudge({ generation, profile, claims: claims({ body: { connectedAs: on, description }, generation }) });
}

function exitOf(judge: Judge, transcript: Transcript): ExitCode {
  if (judge.judge(transcript).violations.length > 0) return EXIT.violations;
  if (transcript.status === 'broken') return EXIT.broken;
  return transcript.status === 'skipped' ? EXIT.violations : EXIT.ok;
}

async function print(judge: Judge, transcript: Transcript, { on, profile, step: wait, tables }: ReplayOptions, io: Io): Promise<void> {
  const paint = painter(wantsColour(io.outIsTty, io.env));
  io.out(opening(transcript, on, profile, paint));
  const findings = findingsByStep(judge, transcript);
  let more = true;
  for (const [step, finding] of findings.entries()) {
    io.out(stepView(transcript, step, finding, { paint, tables }));
    // Where nobody is left to press Enter, the rest is shown without a pause.
    if (wait === true && more && step < findings.length - 1) more = await io.nextLine();
  }
  io.out(brokenStep(transcript, paint));
  const judgement = judge.judge(transcript);
  io.out(ending(transcript, judgement, undecided(judge.rules, judgement), paint));
}

function printJson(judge: Judge, transcript: Transcript, io: Io): void {
  const { decided, violations, divergedAt } = judge.judge(transcript);
  const times = Object.fromEntries(judge.rules.map((rule, i) => [rule.id, decided[i] ?? 0]));
  io.out(`${JSON.stringify({ transcript, judgement: { decided: times, violations, divergedAt } })}\n`);
}
