/** The door: picks the subcommand, and imports only that one. */
import { findPackage } from '../suites/root.ts';
import { EXIT, EXIT_HELP } from './exit.ts';
import type { ExitCode } from './exit.ts';
import type { Subcommand } from './subcommand.ts';
import type { Io } from './io.ts';

interface Entry {
  readonly summary: string;
  readonly load: () => Promise<Subcommand>;
}

/** One subcommand, one file. */
const SUBCOMMANDS: Readonly<Record<string, Entry>> = {
  run: { summary: 'judge bodies with a suite of traces', load: async () => (await import('./run.ts')).run },
  replay: { summary: 'perform one trace and show each step', load: async () => (await import('./replay.ts')).replay },
  shrink: { summary: 'make a failing trace small', load: async () => (await import('./shrink.ts')).shrink },
  judge: { summary: 'judge transcripts that were recorded before', load: async () => (await import('./judge.ts')).judge },
  check: { summary: 'validate and lint traces', load: async () => (await import('./check.ts')).check },
  explore: { summary: 'explore every state of a small world', load: async () => (await import('./explore.ts')).explore },
  generate: { summary: 'generate traces that reach a goal', load: async () => (await import('./generate.ts')).generate },
  list: {
    summary: 'list bodies, rules, suites, profiles, questions, generations or formats',
    load: async () => (await import('./list.ts')).list,
  },
  detect: {
    summary: 'judge wrong bodies and wrong specifications: does the suite notice?',
    load: async () => (await import('./detect.ts')).detect,
  },
  explain: { summary: 'tell all about one rule', load: async () => (await import('./explain.ts')).explain },
  adapter: { summary: 'begin, try and record a body that is a program', load: async () => (await import('./adapter.ts')).adapter },
  import: { summary: 'make traces of what other programs write', load: async () => (await import('./import.ts')).importFrom },
  export: { summary: 'make programs, and ITF, of traces', load: async () => (await import('./export.ts')).exportTo },
  refine: {
    summary: 'hold the formal model, a body and the rules against each other',
    load: async () => (await import('./refine.ts')).refine,
  },
  decide: { summary: 'compare the generations by what the proposals ask for', load: async () => (await import('./decide.ts')).decide },
  merge: { summary: 'put the reports of shards together', load: async () => (await import('./merge.ts')).merge },
};

const EXAMPLES = `
Examples:
  ptshare run                                  the reference, with every story that comes along
  ptshare run --on private-tables              a body of another kind
  ptshare replay <story> --on <body>           one story, step by step, with page tables
  ptshare explain one-table-per-slot           what a rule says, and where it comes from`;

/**
 * Runs one command line.
 * @param argv the arguments after the name of the program
 * @returns the exit code; nothing is thrown
 */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    io.out(`${findPackage().version}\n`);
    return EXIT.ok;
  }
  try {
    return await dispatch(argv, io);
  } catch (error) {
    const { reportFailure } = await import('./failure.ts');
    return reportFailure(error, io, argv.includes('--json'));
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { Command, CommanderError } = await import('commander');
  const program = new Command('ptshare')
    .description('Judges implementations of page-table sharing by an executable specification.')
    .version(findPackage().version)
    .addHelpText('after', EXAMPLES + EXIT_HELP)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: () => undefined });
  let code: ExitCode = EXIT.ok;
  for (const [name, { summary, load }] of Object.entries(SUBCOMMANDS)) {
    const command = program.command(name).description(summary);
    // The subcommand that is asked for, here or in `help <name>`, is the only one that is imported.
    if (argv.slice(0, 2).includes(name)) (await load())(command, io, (result) => (code = result));
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return refuse(error, program.helpInformation(), argv, io);
  }
}

/** Help and version end with 0; anything else is an option or an argument that cannot be taken. */
async function refuse(
  error: { exitCode: number; code: string; message: string },
  help: string,
  argv: readonly string[],
  io: Io,
): Promise<ExitCode> {
  if (error.exitCode === 0) return EXIT.ok;
  if (error.code === 'commander.help') {
    io.err(help);
    return EXIT.input;
  }
  const { InputError } = await import('../schemas/input-error.ts');
  const { reportFailure } = await import('./failure.ts');
  const about = argv[0] !== undefined && Object.hasOwn(SUBCOMMANDS, argv[0]) ? `ptshare ${argv[0]} --help` : 'ptshare --help';
  const message = error.message.replace(/^error: /u, '');
  return reportFailure(
    new InputError('bad-option', message, { hint: `\`${about}\` shows what can be given.` }),
    io,
    argv.includes('--json'),
  );
}
