/** What is asked of `npm run stryker`. */
import { parseArgs } from 'node:util';

export interface Options {
  /** Files, or beginnings of their paths; all where empty. */
  readonly paths: readonly string[];
  readonly survivors: boolean;
  /** Ids. */
  readonly stories: readonly string[] | undefined;
  readonly hunt: boolean;
  readonly variations: number;
  readonly traces: number;
  readonly most: number;
  readonly seed: number;
  /** Processes. */
  readonly concurrency: number;
}

export const HELP = `Usage: npm run stryker -- [options] [paths...]

Changes the reference and the specification in every usual way, one change at a time, and keeps which changes the suite tells.

  paths              files of reference/ and spec/, or beginnings of their paths (default: all that is not as it was measured)

  --survivors        try only those changes again that nothing told, in files that are as they were measured
  --stories <ids>    … in these stories alone, with commas
  --hunt             perform variations of the stories and generated traces until one tells a change that nothing told; keep it, made small
  --variations <n>   … variations of each story (default: 6)
  --traces <n>       … generated traces of each generation (default: 96)
  --most <n>         … traces tried for one change (default: 1500)
  --seed <s>         … the same seed, the same traces (default: 1)
  --concurrency <n>  processes (default: 2)
  --help             print this

Examples:
  npm run stryker                                      all that is not as it was measured
  npm run stryker -- spec/rules reference/tlb.ts       these files, as they were measured or not
  npm run stryker -- --survivors --stories a,b         do the stories a and b tell what nothing told?
  npm run stryker -- --hunt reference/calls --seed 7   look for traces that tell what nothing told

What is told is kept in tools/stryker/results.json, what a hunt finds in suites/generated/changes.ndjson. After a hunt,
--survivors notes what its finds tell, and \`npm run generate\` sums up.
`;

/** @returns the options, or what to print: help, or what is wrong */
export function optionsOf(args: readonly string[]): Options | { readonly help: string; readonly wrong: boolean } {
  try {
    const { values, positionals } = parse(args);
    if (values.help) return { help: HELP, wrong: false };
    return {
      paths: positionals,
      survivors: values.survivors,
      stories: values.stories?.split(','),
      hunt: values.hunt,
      variations: wholeNumber('variations', values.variations, 0),
      traces: wholeNumber('traces', values.traces, 0),
      most: wholeNumber('most', values.most, 1),
      seed: wholeNumber('seed', values.seed, 0),
      concurrency: wholeNumber('concurrency', values.concurrency, 1),
    };
  } catch (error) {
    if (error instanceof TypeError) return { help: `${error.message}\n--help shows what can be asked.\n`, wrong: true };
    throw error;
  }
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      survivors: { type: 'boolean', default: false },
      stories: { type: 'string' },
      hunt: { type: 'boolean', default: false },
      variations: { type: 'string', default: '6' },
      traces: { type: 'string', default: '96' },
      most: { type: 'string', default: '1500' },
      seed: { type: 'string', default: '1' },
      concurrency: { type: 'string', default: '2' },
      help: { type: 'boolean', default: false },
    },
  });
}

/** @throws TypeError for what is none, as parseArgs does */
function wholeNumber(name: string, text: string, least: number): number {
  const number = Number(text);
  if (/^\d+$/u.test(text) && Number.isSafeInteger(number) && number >= least) return number;
  throw new TypeError(`--${name} ${text}: give a whole number of at least ${least}`);
}
