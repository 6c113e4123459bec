/** `ptshare decide`: what the proposals ask for, and which generation of the interface gives it. */
import type { Decision } from '../decide/index.ts';
import { InputError } from '../schemas/input-error.ts';
import { nameHint } from '../schemas/near.ts';
import { EXIT, exitHelp } from './exit.ts';
import type { Io } from './io.ts';
import type { Subcommand } from './subcommand.ts';

const EXAMPLES = `
Examples:
  ptshare decide                                    all generations, as Markdown
  ptshare decide map-shared-pt msharefs-ioctl       two of them
  ptshare decide --json                             with the calls of every story, for programs`;

interface Options {
  readonly json?: boolean;
}

export const decide: Subcommand = (command, io, done) => {
  command
    .argument('[generations...]', 'the generations to compare; all that can be where left out')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES + exitHelp('an option, or no such generation'))
    .action(async (ids: readonly string[], options: Options) => {
      await perform(ids, options, io);
      done(EXIT.ok);
    });
};

async function perform(ids: readonly string[], options: Options, io: Io): Promise<void> {
  const { decide: compare, lowerings, markdownOf } = await import('../decide/index.ts');
  const known = lowerings.map(({ generation }) => generation);
  for (const id of ids) {
    if (known.includes(id)) continue;
    throw new InputError('unknown-generation', `there is no generation ${id} to compare`, { hint: nameHint(id, known) });
  }
  const decision: Decision = compare(ids.length === 0 ? lowerings : lowerings.filter(({ generation }) => ids.includes(generation)));
  io.out(options.json === true ? `${JSON.stringify(decision)}\n` : markdownOf(decision));
}
