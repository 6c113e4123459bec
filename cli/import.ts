/** `ptshare import <format> <file>`: from what other programs write to traces. */
import { basename } from 'node:path';
import { sealed } from '../schemas/canonical.ts';
import { InputError } from '../schemas/input-error.ts';
import { readJson } from '../schemas/parse.ts';
import { EXIT, exitHelp } from './exit.ts';
import { importStrace } from './import-strace.ts';
import type { Subcommand } from './subcommand.ts';

const HELP = `
Examples:
  quint run --backend typescript --mbt --out-itf run.itf.json spec/formal/small.qnt
  ptshare import itf run.itf.json > run.json
  ptshare replay run.json`;

export const importFrom: Subcommand = (command, io, done) => {
  command
    .command('itf')
    .description('a run of the formal model, as Quint writes it (`quint run --mbt --out-itf`)')
    .argument('<file>', 'the ITF file')
    .option('--json', 'errors as JSON; the trace is JSON in any case')
    .addHelpText('after', HELP + exitHelp('no such file, or no run of the formal model'))
    .action(async (file: string) => {
      const { traceFromItf } = await import('../refine/itf.ts');
      try {
        io.out(`${JSON.stringify(sealed(traceFromItf(readJson(file), idOf(file))), undefined, 2)}\n`);
      } catch (error) {
        throw error instanceof InputError && error.file === '' ? error.in(file) : error;
      }
      done(EXIT.ok);
    });
  importStrace(command, io, done);
};

/** An id of the file's name. */
function idOf(file: string): string {
  const words = basename(file)
    .replace(/(?:\.itf)?\.json$/u, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '');
  return /^[a-z]/u.test(words) ? words : `itf-${words}`;
}
