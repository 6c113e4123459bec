/** `ptshare shrink`: makes a trace that fails on a body as small as it gets, and says what is known of the result. */
import { dirname } from 'node:path';
import { connect } from '../adapters/connect.ts';
import { count } from '../oracle/conclude.ts';
import { plain } from '../reports/plain.ts';
import { stepLines } from '../reports/step-line.ts';
import type { Trace } from '../schemas/generated/types.ts';
import type { Counts, Shrunk, Standing } from '../shrink/index.ts';
import { storyOf } from '../shrink/index.ts';
import { storyText } from '../suites/story-text.ts';
import { againCommand } from './again.ts';
import { EXIT } from './exit.ts';
import { ruleNamed } from './rule-named.ts';
import type { ExitCode } from './exit.ts';
import type { Io } from './io.ts';
import { oneTrace } from './one-trace.ts';
import { PROFILE_OPTION, body, wholeNumber } from './options.ts';
import { DEFAULT_GENERATION } from './plan-run.ts';
import { checkWritable } from './save-report.ts';
import { shrinkOn } from './shrink-on.ts';
import type { Subcommand } from './subcommand.ts';
import { writeWhole } from './write-files.ts';

const AFTERWARDS = `
Examples:
  ptshare shrink generated:1:7 --on mutant:flush-own-cpu            a generated trace that fails
  ptshare shrink my-trace.json --on module:./body.mjs --out small.json
                                                                    … and the result is kept as a story
  ptshare shrink walk.ndjson#walk-17 --on private-tables --rule eligible-shares
                                                                    one of several rules that it violates

The result fails in the same way: the same rule, the same thing observed, at the same call. What is said of it:
  proven-shortest   no shorter sequence of its calls, each by any of its processes, fails so; all were looked at
  locally-minimal   no step can be left out and no argument made simpler
  budget-hit        --budget ran out before that was known
  interrupted       the smallest trace so far
  not-seen-again    the failure did not show once more: nothing is claimed, and nothing written

Exit codes:
  0    there is a result
  1    the failure was not seen again
  2    bad input; also where the trace was not seen to fail
  70   a fault of ptshare itself
  130  interrupted; the smallest trace so far is shown and written`;

interface Options {
  readonly on: string;
  readonly rule?: string;
  readonly profile: string;
  readonly generation?: string;
  readonly budget: number;
  readonly repeat: number;
  readonly deadline?: number;
  readonly out?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export const shrink: Subcommand = (command, io, done) => {
  command
    .argument('<trace>', 'a file, <corpus>#<id>, the id of a shipped story, or generated:<seed>:<index>')
    .option('--on <body>', 'the body on which it fails', body, 'reference')
    .option('--rule <id>', 'the rule whose violation is kept (default: the first one violated)')
    .option(...PROFILE_OPTION)
    .option('--generation <id>', 'of a generated trace (default: map-shared-pt)')
    .option('--budget <n>', 'candidates performed on the body, at most', wholeNumber(1), 20_000)
    .option('--repeat <k>', 'perform the trace, and the result, so often; more for a body that fails now and then', wholeNumber(1), 3)
    .option('--deadline <ms>', 'for one step of a body that answers later', wholeNumber(1))
    .option('--out <file>', 'write the result there, as a story')
    .option('--json', 'print the result, or the error, as JSON')
    .option('--quiet', 'print no progress')
    .addHelpText('after', AFTERWARDS)
    .action(async (name: string, options: Options) => done(await perform(name, options, io)));
};

async function perform(name: string, options: Options, io: Io): Promise<ExitCode> {
  if (options.out !== undefined) checkWritable(dirname(options.out));
  if (options.rule !== undefined) ruleNamed(options.rule);
  const { trace } = await oneTrace(name, options.generation ?? DEFAULT_GENERATION);
  const { on, rule, profile, budget, repeat: repeats, deadline } = options;
  const stage = await connect(on, deadline === undefined ? {} : { stepMilliseconds: deadline });
  const progress = createProgress(io, options.quiet === true);
  io.catchInterrupts();
  try {
    const shrunk = await shrinkOn(stage, trace, { profile, rule, budget, repeats, interrupted: io.interrupted, watch: progress.see });
    progress.end();
    show(trace, shrunk, options, io);
    if (io.interrupted.aborted) return io.interrupted.code ?? EXIT.interrupted;
    return shrunk.standing === 'not-seen-again' ? EXIT.violations : EXIT.ok;
  } finally {
    progress.end();
    await stage.stop();
  }
}

function show(given: Trace, shrunk: Shrunk, options: Options, io: Io): void {
  const { rule } = shrunk.signature;
  const title = `${plain(options.on, 80)} ${rule === undefined ? 'breaks' : `violates ${rule}`}: shrunk from ${given.id}`;
  const story = storyOf(shrunk.trace, { prefix: 'shrunk', title, rule, from: given, body: options.on });
  if (options.json === true)
    io.out(`${JSON.stringify({ ...shrunk, trace: story, from: { trace: given.id, steps: given.steps.length } })}\n`);
  else io.out(text(given, story, shrunk, options));
  if (options.out !== undefined && shrunk.standing !== 'not-seen-again') writeWhole(options.out, storyText(story));
}

function text(given: Trace, story: Trace, shrunk: Shrunk, options: Options): string {
  const { signature, counts, standing, before, after } = shrunk;
  const { candidates, invalid, screened, performed, runs } = counts;
  const aside = [invalid > 0 ? `${invalid} no valid traces` : '', screened > 0 ? `${screened} sorted out by the model` : ''].filter(
    (part) => part !== '',
  );
  const again = options.out === undefined ? 'add --out <file> to keep it' : againCommand(options.out, options.on, options);
  return [
    `${given.id}: ${count(given.steps.length, 'step')}, now ${count(story.steps.length, 'step')}`,
    '',
    ...stepLines(story.steps, 0, true),
    '',
    `fails      ${signature.rule ?? 'the body breaks'}, at ${signature.role}: ${plain(signature.observable)}`,
    `standing   ${standing}: ${sentenceOf(standing, shrunk)}`,
    `seen       in ${after.seen} of ${count(after.runs, 'performance')} of the result, and ${before.seen} of ${before.runs} of the trace given${share(shrunk)}`,
    `tried      ${count(candidates, 'candidate')}, ${performed} of them on the body${runs > performed ? ` in ${runs} performances` : ''}${aside.map((part) => `, ${part}`).join('')}`,
    `again      ${again}`,
    '',
  ].join('\n');
}

/** How sure it is that a body that fails now and then fails with this trace. */
function share({ after }: Shrunk): string {
  return after.seen === after.runs
    ? ''
    : ` (it fails in ${Math.round(100 * after.low)} to ${Math.round(100 * after.high)} % of all, at 95 % confidence)`;
}

function sentenceOf(standing: Standing, { proof }: Shrunk): string {
  switch (standing) {
    case 'proven-shortest':
      return `no shorter sequence of its ${count(proof?.calls ?? 0, 'call')} fails so; ${count(proof?.sequences ?? 0, 'beginning')} looked at`;
    case 'locally-minimal':
      return 'no step can be left out and no argument made simpler; there may be another, shorter sequence';
    case 'budget-hit':
      return 'more might go with a larger --budget';
    case 'interrupted':
      return 'more might go';
    case 'not-seen-again':
      return 'the failure was not seen once more, so nothing is known; try a larger --repeat';
  }
}

interface Progress {
  readonly see: (counts: Readonly<Counts>, smallest: Trace) => void;
  readonly end: () => void;
}

/** Milliseconds between two lines. */
const PAUSE = { terminal: 100, elsewhere: 5000 };

function createProgress(io: Io, quiet: boolean): Progress {
  const pause = io.errIsTty ? PAUSE.terminal : PAUSE.elsewhere;
  let shownAt = performance.now();
  let shown = false;
  return {
    see({ candidates, performed }, smallest) {
      const now = performance.now();
      if (quiet || now - shownAt < pause) return;
      const line = `${count(smallest.steps.length, 'step')} left, ${count(candidates, 'candidate')}, ${performed} performed`;
      io.err(io.errIsTty ? `\r\u001b[K${line}` : `${line}\n`);
      shown = true;
      shownAt = now;
    },
    end() {
      if (shown && io.errIsTty) io.err('\r\u001b[K');
      shown = false;
    },
  };
}
