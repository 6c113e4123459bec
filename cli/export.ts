/** `ptshare export <format> <trace>`: from traces to what others take. */
import { EXIT, exitHelp } from './exit.ts';
import { oneTrace } from './one-trace.ts';
import { body } from './options.ts';
import { DEFAULT_GENERATION } from './plan-run.ts';
import { exportItf } from './export-itf.ts';
import type { Subcommand } from './subcommand.ts';
import { writeWhole } from './write-files.ts';

const EXAMPLES = `
Examples:
  ptshare export c two-sharers-one-leaf-table --out test.c    a shipped story as a C program
  gcc -std=gnu11 -Wall -Wextra -o test test.c && ./test       KTAP; 0 passed, 1 failed, 4 skipped
  ptshare export c my-trace.json --on linux:                  comments say what this kernel answered`;

interface ExportOptions {
  readonly on: string;
  readonly out?: string;
  readonly json?: boolean;
}

export const exportTo: Subcommand = (command, io, done) => {
  exportItf(command, io, done);
  command
    .command('c')
    .description('one self-contained C program in the manner of the kernel’s selftests')
    .argument('<trace>', 'a file, <corpus>#<id>, the id of a shipped story, or generated:<seed>:<index>')
    .option('--on <body>', 'whose answers the comments show as seen', body, 'reference')
    .option('--out <file>', 'write it there, rather than to standard output')
    .option('--json', 'print the program and its counts, or the error, as JSON')
    .addHelpText('after', EXAMPLES + exitHelp('no such trace or body, or a trace that cannot be a program'))
    .action(async (name: string, { on, out, json }: ExportOptions) => {
      const { trace } = await oneTrace(name, DEFAULT_GENERATION);
      const { exportC } = await import('./export-c.ts');
      const { text, tests, leftOut } = await exportC(trace, on);
      if (out !== undefined) writeWhole(out, text);
      if (json === true) io.out(`${JSON.stringify({ tests, leftOut, ...(out === undefined ? { text } : { file: out }) })}\n`);
      else if (out === undefined) io.out(text);
      if (json !== true && leftOut > 0) io.err(`${leftOut} of ${tests + leftOut} steps are left out: a program cannot see or do them\n`);
      done(EXIT.ok);
    });
};
