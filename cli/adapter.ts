/** `ptshare adapter`: to begin a body that is a program, to try whether it speaks the protocol, to keep what is said. */
import { exitHelp } from './exit.ts';
import { init } from './adapter-init.ts';
import { LANGUAGES } from './languages.ts';
import type { InitOptions } from './adapter-init.ts';
import { check } from './adapter-check.ts';
import type { AdapterCheckOptions } from './adapter-check.ts';
import { record } from './adapter-record.ts';
import type { RecordOptions } from './adapter-record.ts';
import { body, language, wholeNumber } from './options.ts';
import type { Subcommand } from './subcommand.ts';

const EXAMPLES = `
Examples:
  ptshare adapter init --lang c my-body       a body that supports nothing yet, to be filled in
  ptshare adapter check exec:./my-body/body   does it speak the protocol?
  ptshare adapter record exec:./my-body/body eligible-one-slot
                                              what is said in one story, line by line`;

const CHECK_EXIT = `

Exit codes:
  0    the body passes all trials that concern it
  2    bad input: an option, or a body that is no program or is not there
  3    the body fails a trial
  70   a fault of ptshare itself`;

export const adapter: Subcommand = (command, io, done) => {
  command.addHelpText('after', EXAMPLES);
  command
    .command('init')
    .description('write a small body that supports nothing yet, and say what to fill in')
    .argument('<folder>', 'where; what is there already is not overwritten')
    .requiredOption('--lang <language>', LANGUAGES.join(', '), language)
    .option('--generation <id>', 'the generation that it is to claim once it shares', 'map-shared-pt')
    .option('--json', 'print the files and the commands, or the error, as JSON')
    .addHelpText('after', exitHelp('an option, no such generation, or a file that is there already'))
    .action((folder: string, options: InitOptions) => done(init(folder, options, io)));
  command
    .command('check')
    .description('try whether a program speaks the protocol; what it answers is not judged')
    .argument('<body>', 'exec:<command>', body)
    .option('--deadline <ms>', 'for the answer to one message', wholeNumber(1), 1000)
    .option('--json', 'print the trials, or the error, as JSON')
    .option('--quiet', 'print nothing when all is well')
    .addHelpText('after', CHECK_EXIT)
    .action(async (name: string, options: AdapterCheckOptions) => done(await check(name, options, io)));
  command
    .command('record')
    .description('perform traces on a program and keep every line that is said')
    .argument('<body>', 'exec:<command>', body)
    .argument('[paths...]', 'traces, as for `ptshare run`; all shipped stories where none is named')
    .option('--to <file>', 'where the conversation is kept, as NDJSON', 'conversation.ndjson')
    .option('--deadline <ms>', 'for one step', wholeNumber(1))
    .option('--force', 'overwrite the file')
    .option('--json', 'print the counts, or the error, as JSON')
    .addHelpText('after', exitHelp('an option, a path, a body that is no program, or a file that is there already'))
    .action(async (name: string, paths: string[], options: RecordOptions) => done(await record(name, paths, options, io)));
};
