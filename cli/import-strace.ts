/** `ptshare import strace`: the log of a real program. */
import { basename } from 'node:path';
import { traceFromStrace } from '../exchange/strace/import.ts';
import type { Imported } from '../exchange/strace/import.ts';
import { plain } from '../reports/plain.ts';
import { sealed } from '../schemas/canonical.ts';
import { InputError } from '../schemas/input-error.ts';
import { readBounded } from '../schemas/parse.ts';
import { validateTrace } from '../schemas/validate.ts';
import { EXIT, exitHelp } from './exit.ts';
import { DEFAULT_GENERATION } from './plan-run.ts';
import type { Io } from './io.ts';
import type { Subcommand } from './subcommand.ts';
import { writeWhole } from './write-files.ts';

/** Bytes of a log. */
const LOG_BYTES = 256 * 2 ** 20;

const EXAMPLES = `
Examples:
  strace -f -o server.log ./server                       record it; -t, -tt, -y and -T do no harm
  ptshare import strace server.log --out server.json     what it did to memory, as a trace
  ptshare replay server.json --no-tables                 the same on the reference`;

interface StraceCliOptions {
  readonly out?: string;
  readonly touch?: boolean;
  readonly json?: boolean;
}

export const importStrace: Subcommand = (command, io, done) => {
  command
    .command('strace')
    .description('a log of `strace -f`: what a real program did to memory')
    .argument('<log>', 'the log')
    .option('--out <file>', 'write the trace there, rather than to standard output')
    .option('--touch', 'one load for each mapping; strace sees no loads and stores')
    .option('--json', 'print the trace and what is left out, or the error, as JSON')
    .addHelpText('after', EXAMPLES + exitHelp('no such file, a line that strace did not write, or a log that is too large'))
    .action((log: string, options: StraceCliOptions) => {
      const imported = read(log, options);
      print(imported, options, io);
      done(EXIT.ok);
    });
};

function read(log: string, { touch = false, out }: StraceCliOptions): Imported {
  const from = basename(log);
  const text = Buffer.from(readBounded(log, LOG_BYTES)).toString('utf8');
  try {
    const { trace, leftOut } = traceFromStrace(text, { id: idOf(basename(out ?? log)), from, touch, generation: DEFAULT_GENERATION });
    return { trace: sealed(validateTrace(trace)), leftOut };
  } catch (error) {
    throw error instanceof InputError && error.file === '' ? error.in(log) : error;
  }
}

/** An id of a file's name. */
function idOf(name: string): string {
  const words = name
    .replace(/\.[^.]*$/u, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '');
  return words === '' ? 'strace' : words.slice(0, 100);
}

function print({ trace, leftOut }: Imported, { out, json }: StraceCliOptions, io: Io): void {
  const text = `${JSON.stringify(trace, undefined, 2)}\n`;
  if (out !== undefined) writeWhole(out, text);
  if (json === true) {
    const counts = { steps: trace.steps.length, leftOut };
    io.out(`${JSON.stringify({ ...counts, ...(out === undefined ? { trace } : { file: out }) })}\n`);
    return;
  }
  if (out === undefined) io.out(text);
  io.err(`${trace.steps.length} steps, ${leftOut.length === 0 ? 'nothing is left out' : 'left out:'}\n`);
  for (const { kind, times } of leftOut) io.err(`${String(times).padStart(8)}  ${plain(kind, 200)}\n`);
}
