/** `ptshare import <format> <file>`: from what other programs write to traces. */
import { basename } from 'node:path';
import { sealed } from '../schemas/canonical.ts';
import type { Trace } from '../schemas/generated/types.ts';
import { InputError } from '../schemas/input-error.ts';
import { readJson } from '../schemas/parse.ts';
import { EXIT, exitHelp } from './exit.ts';
import { importStrace } from './import-strace.ts';
import type { Subcommand } from './subcommand.ts';

const HELP = `
Examples:
  quint run --backend typescript --mbt --out-itf run.itf.json spec/formal/small.qnt
  ptshare import itf run.itf.json > run.json
  ptshare replay run.json
  ptshare export itf both-exit-at-once --out run.itf.json && ptshare import itf run.itf.json`;

export const importFrom: Subcommand = (command, io, done) => {
  command
    .command('itf')
    .description('a run of the formal model, as Quint writes it (`quint run --mbt --out-itf`), or what `ptshare export itf` wrote')
    .argument('<file>', 'the ITF file')
    .option('--json', 'errors as JSON; the trace is JSON in any case')
    .addHelpText('after', HELP + exitHelp('no such file, or neither a run of the formal model nor a trace'))
    .action(async (file: string) => {
      try {
        io.out(`${JSON.stringify(sealed(await fromItf(readJson(file), file)), undefined, 2)}\n`);
      } catch (error) {
        throw error instanceof InputError && error.file === '' ? error.in(file) : error;
      }
      done(EXIT.ok);
    });
  importStrace(command, io, done);
};

async function fromItf(value: unknown, file: string): Promise<Trace> {
  const { holdsTrace, traceInItf } = await import('../exchange/itf/import.ts');
  if (holdsTrace(value)) return traceInItf(value);
  const { traceFromItf } = await import('../refine/itf.ts');
  return traceFromItf(value, idOf(file));
}

/** An id of the file's name. */
function idOf(file: string): string {
  const words = basename(file)
    .replace(/(?:\.itf)?\.json$/u, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '');
  return /^[a-z]/u.test(words) ? words : `itf-${words}`;
}
