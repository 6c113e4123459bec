/** `ptshare merge`: the reports of shards become the report of the whole. */
import { Option } from 'commander';
import { exitCodeOf } from '../oracle/conclude.ts';
import { merge as mergeReports } from '../oracle/merge.ts';
import { render } from '../reports/index.ts';
import type { FormatName } from '../reports/index.ts';
import { wantsColour } from '../reports/colour.ts';
import type { Report } from '../schemas/generated/types.ts';
import { readJson } from '../schemas/parse.ts';
import { validateReport } from '../schemas/validate.ts';
import { EXIT_HELP } from './exit.ts';
import type { ExitCode } from './exit.ts';
import type { Io } from './io.ts';
import { formatList } from './options.ts';
import { checkWritable, saveReport } from './save-report.ts';
import type { Subcommand } from './subcommand.ts';

const EXAMPLES = `
Examples:
  ptshare merge out/*.json                               print the whole as text
  ptshare merge out/*.json --format junit --out whole/   write it as JUnit XML
  ptshare merge out/1.json out/3.json --gaps allow       what there is, as one larger shard`;

/** A report holds the ids of all its traces. A text of more than 512 MiB is none to Node. */
const REPORT_BYTES = 256 * 1024 * 1024;

interface MergeOptions {
  readonly format?: readonly FormatName[];
  readonly out?: string;
  readonly json?: boolean;
  readonly gaps: 'refuse' | 'allow';
}

export const merge: Subcommand = (command, io, done) => {
  command
    .argument('<reports...>', 'JSON reports of shards of one run')
    .option('--format <names>', 'text, json, junit, ktap, markdown; several with commas', formatList)
    .option('--out <folder>', 'write a file for each format there')
    .option('--json', 'print the report, or the error, as JSON')
    .addOption(new Option('--gaps <how>', 'what to do where shards are missing').choices(['refuse', 'allow']).default('refuse'))
    .addHelpText('after', EXAMPLES + EXIT_HELP)
    .action((files: string[], options: MergeOptions) => done(perform(files, options, io)));
};

function perform(files: readonly string[], options: MergeOptions, io: Io): ExitCode {
  if (options.out !== undefined) checkWritable(options.out);
  const reports = files.map((file) => validateReport(readJson(file, { bytes: REPORT_BYTES }), file));
  const whole = mergeReports(reports, { names: files, gaps: options.gaps });
  show(whole, options, io);
  if (options.out !== undefined) saveReport(whole, options.format ?? ['json'], options.out);
  return exitCodeOf(whole);
}

function show(report: Report, { format, out, json }: MergeOptions, io: Io): void {
  const names: readonly FormatName[] = json === true ? ['json'] : out === undefined ? (format ?? ['text']) : ['text'];
  for (const name of names) io.out(render(name, report, { colour: wantsColour(io.outIsTty, io.env) }));
}
