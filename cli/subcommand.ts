import type { Command } from 'commander';
import type { ExitCode } from './exit.ts';
import type { Io } from './io.ts';

/** Declares arguments, options and examples of a subcommand, and what it does; `done` takes its exit code. */
export type Subcommand = (command: Command, io: Io, done: (code: ExitCode) => void) => void;
