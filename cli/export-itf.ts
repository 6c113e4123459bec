/** `ptshare export itf <trace>`. */
import { connect } from '../adapters/connect.ts';
import { itfOfTranscript } from '../exchange/itf/export.ts';
import { EXIT, exitHelp } from './exit.ts';
import { oneTrace } from './one-trace.ts';
import { body } from './options.ts';
import { DEFAULT_GENERATION } from './plan-run.ts';
import type { Subcommand } from './subcommand.ts';
import { writeWhole } from './write-files.ts';

const EXAMPLES = `
Examples:
  ptshare export itf both-exit-at-once --out run.itf.json    a shipped story, with what the reference answers and shows
  ptshare import itf run.itf.json                            the same trace again`;

interface ExportOptions {
  readonly on: string;
  readonly out?: string;
}

export const exportItf: Subcommand = (command, io, done) => {
  command
    .command('itf')
    .description('ITF, the format of traces of Apalache and Quint; `ptshare import itf` gives the trace back')
    .argument('<trace>', 'a file, <corpus>#<id>, the id of a shipped story, or generated:<seed>:<index>')
    .option('--on <body>', 'whose answers and tables the states have', body, 'reference')
    .option('--out <file>', 'write it there, rather than to standard output')
    .option('--json', 'errors as JSON; ITF is JSON in any case')
    .addHelpText('after', EXAMPLES + exitHelp('no such trace or body'))
    .action(async (name: string, { on, out }: ExportOptions) => {
      const { trace } = await oneTrace(name, DEFAULT_GENERATION);
      const stage = await connect(on);
      try {
        const text = `${JSON.stringify(itfOfTranscript(await stage.perform(trace)), undefined, 1)}\n`;
        if (out === undefined) io.out(text);
        else writeWhole(out, text);
      } finally {
        await stage.stop();
      }
      done(EXIT.ok);
    });
};
