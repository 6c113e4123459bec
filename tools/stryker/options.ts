/** What is asked of `npm run stryker`. */
import { Command } from 'commander';
import { wholeNumber } from '../../cli/options.ts';

export interface Options {
  /** Files, or beginnings of their paths; all where empty. */
  readonly paths: readonly string[];
  /** Processes. */
  readonly concurrency: number;
  readonly survivors?: boolean;
  /** Ids. */
  readonly stories?: readonly string[];
  readonly hunt?: boolean;
  readonly variations: number;
  readonly traces: number;
  readonly most: number;
  readonly seed: number;
}

const EXAMPLES = `
Examples:
  npm run stryker                                      all that is not as it was measured
  npm run stryker -- spec/rules reference/tlb.ts       these, whether they are as they were measured or not
  npm run stryker -- --survivors --stories a,b         do the stories a and b tell what nothing told?
  npm run stryker -- --hunt reference/calls --seed 7   look for traces that tell what nothing told

What is found is kept in tools/stryker/results.json; what a hunt finds in suites/generated/changes.ndjson. \`npm run generate\` sums up.`;

/** @param args without the program; prints help or what is wrong, and ends the process, where they ask for it or cannot be taken */
export function optionsOf(args: readonly string[]): Options {
  const command = new Command('npm run stryker --')
    .description(
      'Changes the reference and the specification in every usual way, one change at a time, and keeps which changes the suite tells.',
    )
    .argument('[paths...]', 'files of reference/ and spec/, or beginnings of their paths (default: all that are not as they were measured)')
    .option('--survivors', 'try only those changes again that nothing told, in files that are as they were measured')
    .option('--stories <ids>', 'with --survivors: in these stories alone, with commas', (ids: string) => ids.split(','))
    .option(
      '--hunt',
      'perform generated traces, and variations of the stories, until one tells a change that nothing told; keep it, made small',
    )
    .option('--variations <n>', 'of each story, in a hunt', wholeNumber(0), 6)
    .option('--traces <n>', 'generated for each generation, in a hunt', wholeNumber(0), 96)
    .option('--most <n>', 'traces tried for one change, in a hunt', wholeNumber(1), 1500)
    .option('--seed <s>', 'of a hunt', wholeNumber(0), 1)
    .option('--concurrency <n>', 'processes', wholeNumber(1), 2)
    .addHelpText('after', EXAMPLES)
    .action(() => undefined)
    .parse(args, { from: 'user' });
  return { ...command.opts<Omit<Options, 'paths'>>(), paths: command.args };
}
