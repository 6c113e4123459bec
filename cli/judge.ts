/** `ptshare judge`: transcripts that were recorded before, here or elsewhere, judged as `run` judges. */
import { judgeNamed } from '../judge.ts';
import type { NamedTranscript } from '../judge.ts';
import { exitCodeOf } from '../oracle/conclude.ts';
import { wantsColour } from '../reports/colour.ts';
import { render } from '../reports/index.ts';
import type { FormatName } from '../reports/index.ts';
import type { Report } from '../schemas/generated/types.ts';
import { readJson } from '../schemas/parse.ts';
import { readLines } from '../suites/corpus.ts';
import { EXIT_HELP } from './exit.ts';
import type { ExitCode } from './exit.ts';
import type { Io } from './io.ts';
import { PROFILE_OPTION, formatList } from './options.ts';
import { formatsOf } from './plan-run.ts';
import { checkWritable, saveReport } from './save-report.ts';
import type { Subcommand } from './subcommand.ts';

const EXAMPLES = `
Examples:
  ptshare run --on exec:./my-body --record mine.ndjson   perform on one machine, and keep what was answered
  ptshare judge mine.ndjson                              judge it, here or on another one
  ptshare judge one.json two.json --profile strict       a transcript in each file, by other readings
  ptshare judge mine.ndjson --format junit --out out/    write the report as JUnit XML

A file holds one transcript (.json), or one in each line (.ndjson, .jsonl); schemas/transcript.schema.json
describes it. All are of one body, and each trace comes once. The report says that its body is transcripts:<name>.`;

/** A transcript holds a snapshot for each step. */
const TRANSCRIPT_BYTES = 256 * 1024 * 1024;

interface JudgeOptions {
  readonly generation?: string;
  readonly profile: string;
  readonly deviations?: string;
  readonly format?: readonly FormatName[];
  readonly out?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export const judge: Subcommand = (command, io, done) => {
  command
    .argument('<transcripts...>', 'files of transcripts')
    .option('--generation <id>', 'the generation of the interface (default: that of the first trace)')
    .option(...PROFILE_OPTION)
    .option('--deviations <file>', 'known deviations: those listed do not fail, outdated entries do')
    .option('--format <names>', 'text, json, junit, ktap, markdown; several with commas', formatList)
    .option('--out <folder>', 'write a file for each format there')
    .option('--json', 'print the report, or the error, as JSON')
    .option('--quiet', 'print nothing but errors')
    .addHelpText('after', EXAMPLES + EXIT_HELP)
    .action(async (files: string[], options: JudgeOptions) => done(await perform(files, options, io)));
};

async function perform(files: readonly string[], options: JudgeOptions, io: Io): Promise<ExitCode> {
  const formats = formatsOf(options);
  if (options.out !== undefined) checkWritable(options.out);
  const { generation, profile, deviations } = options;
  const report = await judgeNamed(transcriptsOf(files), {
    profile,
    ...(generation === undefined ? {} : { generation }),
    ...(deviations === undefined ? {} : { deviations: readJson(deviations), deviationsFile: deviations }),
    again: () => `ptshare judge ${files.join(' ')}`,
  });
  show(report, options, io);
  if (options.out !== undefined) saveReport(report, formats, options.out);
  return exitCodeOf(report);
}

async function* transcriptsOf(files: readonly string[]): AsyncGenerator<NamedTranscript> {
  for (const file of files) {
    if (!/\.(?:ndjson|jsonl)$/u.test(file)) {
      yield { value: readJson(file, { bytes: TRANSCRIPT_BYTES }), name: file };
      continue;
    }
    const lines = readLines(file, file, TRANSCRIPT_BYTES);
    for await (const { at, parse } of lines) yield { value: parse(), name: at };
  }
}

function show(report: Report, { format, out, json, quiet }: JudgeOptions, io: Io): void {
  if (json === true) io.out(`${JSON.stringify(report)}\n`);
  else if (quiet !== true) {
    const names: readonly FormatName[] = out === undefined ? (format ?? ['text']) : ['text'];
    for (const name of names) io.out(render(name, report, { colour: wantsColour(io.outIsTty, io.env) }));
  }
}
