/** `ptshare run`: judges bodies with a suite, prints the reports and writes them to files. */
import { MAX_FAILURES } from '../conform.ts';
import { count, exitCodeOf } from '../oracle/conclude.ts';
import { render } from '../reports/index.ts';
import { wantsColour } from '../reports/colour.ts';
import { countVerdicts } from '../reports/families.ts';
import { plain } from '../reports/plain.ts';
import type { Report } from '../schemas/generated/types.ts';
import { InputError } from '../schemas/input-error.ts';
import { EXIT, EXIT_HELP, gravest } from './exit.ts';
import type { ExitCode } from './exit.ts';
import type { Io } from './io.ts';
import { PROFILE_OPTION, body, collect, formatList, jobs, look, shard, wholeNumber } from './options.ts';
import type { RunOptions } from './plan-run.ts';
import type { Judged } from './judge-body.ts';
import { openJudging } from './judging.ts';
import type { Judging } from './judging.ts';
import type { Subcommand } from './subcommand.ts';
import { beginRecord } from './recording.ts';
import { checkWritable, saveReport } from './save-report.ts';

const EXAMPLES = `
Examples:
  ptshare run                                         every shipped story on the reference
  ptshare run --on private-tables --suite protection  one theme on another body
  ptshare run --on exec:./my-body my-traces/          your program, your traces
  ptshare run --on "exec:python3 my-body.py" data     … with arguments, one theme
  ptshare run --generated 10000 --seed 7              generated traces only
  ptshare run --generated 1000000 --jobs auto         … on all processors
  ptshare run --on module:./my-body.mjs --generated 1000 --found my-traces/
                                                      … and what breaks a rule is kept there, made small
  ptshare run --on module:./my-body.mjs --deviations deviations.json
                                                      … but for what is known of it
  ptshare run --on exec:./my-body --record mine.ndjson
                                                      … and what it answered is kept, for ptshare judge
  ptshare run --profile strict,q-dontneed=keep        … by readings of open questions that you choose
  ptshare run --shard 2/5 --format json --out out/    a part of the suite; see ptshare merge`;

export const run: Subcommand = (command, io, done) => {
  command
    .argument('[paths...]', 'trace files, NDJSON files, folders, themes or stories; all shipped stories where none is named')
    .option('--on <body>', 'what to judge; may be repeated (default: reference)', (text: string, before?: readonly string[]) =>
      collect(body(text), before),
    )
    .option('--suite <name>', 'a theme, story, folder or file, as paths are; may be repeated', collect)
    .option('--generation <id>', 'the generation of the interface (default: that of the traces)')
    .option(...PROFILE_OPTION)
    .option('--generated <n>', 'this many generated traces; with no paths, only these', wholeNumber(1))
    .option('--seed <n>', 'of the generated traces', wholeNumber(0), 1)
    .option(
      '--found <folder>',
      'for generated traces that break a rule, made small (default: found/, in a checkout of ptshare suites/found/)',
    )
    .option('--deviations <file>', 'known deviations: those listed do not fail the run, outdated entries do')
    .option('--no-found', 'keep no such traces')
    .option('--record <file>', 'write the transcripts there, one in each line, for ptshare judge')
    .option('--force', 'write over a file of transcripts that is there')
    .option('--shard <i/n>', 'only the i-th of n parts of the suite', shard)
    .option('--jobs <n>', 'judge in n threads; auto: as many as there are processors', jobs, 1)
    .option('--format <names>', 'text, json, junit, ktap, markdown; several with commas', formatList)
    .option('--out <folder>', 'write a file for each body and format there')
    .option('--json', 'print the report, or the error, as JSON')
    .option('--quiet', 'print nothing but errors')
    .option('--look <when>', 'ask the body for its tables every-step or never', look, 'every-step')
    .option('--deadline <ms>', 'for one step of a body that answers later', wholeNumber(1))
    .option('--max-failures <n>', 'end when the body has broken in so many traces', wholeNumber(1), MAX_FAILURES)
    .option('--fail-fast', 'end at the first violation or break')
    .option('--no-date', 'leave date, duration and machine out of JSON: the same run gives the same bytes')
    .addHelpText('after', EXAMPLES + EXIT_HELP)
    .action(async (paths: string[], options: RunOptions) => done(await perform(paths, options, io)));
};

async function perform(paths: readonly string[], options: RunOptions, io: Io): Promise<ExitCode> {
  const judging = await openJudging(paths, options, io);
  try {
    // What has been judged by then is kept.
    io.catchInterrupts();
    return await judgeAll(judging, options, io);
  } finally {
    await judging.end();
  }
}

async function judgeAll(judging: Judging, options: RunOptions, io: Io): Promise<ExitCode> {
  const { bodies, formats } = judging.terms;
  for (const folder of [options.out, options.found]) if (typeof folder === 'string') checkWritable(folder);
  if (options.record !== undefined) beginRecord(options.record, options.force === true);
  const reports: Report[] = [];
  const unrecorded: InputError[] = [];
  for (const name of bodies) {
    const judged = await judging.judge(name);
    reports.push(judged.report);
    if (judged.unrecorded !== undefined) unrecorded.push(judged.unrecorded);
    if (options.json !== true) show(judged.report, reports.length > 1, options, io);
    if (options.found !== false) await keepFinds(judged, options, io);
    if (io.interrupted.aborted) break;
  }
  if (reports.length > 1 && isText(options)) io.out(`\n${summary(reports)}`);
  if (options.json === true) io.out(`${JSON.stringify(reports.length === 1 ? reports[0] : reports)}\n`);
  // The reports are on the screen by now, whatever becomes of the files.
  if (options.out !== undefined) for (const report of reports) saveReport(report, formats, options.out);
  for (const failure of unrecorded) throw failure;
  return io.interrupted.aborted ? (io.interrupted.code ?? EXIT.interrupted) : gravest(reports.map(exitCodeOf));
}

/** Failing to keep a find does not change what the run has shown. */
async function keepFinds(judged: Judged, options: RunOptions, io: Io): Promise<void> {
  if (judged.firsts.size === 0) return;
  const { foundFolder, keepFind, shrinkFinds } = await import('./found.ts');
  const say = isText(options) ? io.out : options.quiet === true ? () => undefined : io.err;
  for await (const find of shrinkFinds(judged, options, io)) {
    try {
      const path = keepFind(find, foundFolder(options));
      say(`found ${plain(path, 300)}: ${find.rule} in ${count(find.trace.steps.length, 'step')}, shrunk from ${find.from}\n`);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      io.err(`not kept: ${plain(error.message, 500)}. ${error.hint}\n`);
    }
  }
}

/** On the screen: the formats where no folder is given, the text where the formats go to files. */
function show(report: Report, apart: boolean, options: RunOptions, io: Io): void {
  if (options.quiet === true) return;
  const names = options.out === undefined ? (options.format ?? ['text']) : ['text' as const];
  const colour = wantsColour(io.outIsTty, io.env);
  if (apart && isText(options)) io.out('\n');
  for (const name of names) io.out(render(name, report, { colour }));
}

/** Is it text that the screen shows? */
function isText({ json, quiet, out, format }: RunOptions): boolean {
  return json !== true && quiet !== true && (out !== undefined || format === undefined || format.includes('text'));
}

/** What the conclusion leaves open stands in the report. */
function reserved({ reservations }: Report): string {
  return reservations === undefined ? '' : ', with reservations';
}

/** One line for each body. */
function summary(reports: readonly Report[]): string {
  const width = Math.max(...reports.map(({ body }) => plain(body.connectedAs).length)) + 2;
  const lines = reports.map((report) => {
    const { held, violated, unseen } = countVerdicts(report.rules);
    const name = plain(report.body.connectedAs).padEnd(width);
    return `${name}${report.conclusion.padEnd(17)}${held} held, ${violated} violated, ${unseen} unseen${reserved(report)}\n`;
  });
  return lines.join('');
}
