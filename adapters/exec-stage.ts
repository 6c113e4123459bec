/** A program of the user's own as a stage: `exec:<command>` without a shell, `exec-shell:<command line>` with one. */
import { InputError } from '../schemas/input-error.ts';
import type { Command } from './command.ts';
import { commandOf, shellCommand } from './command.ts';
import { programChannel } from './program.ts';
import type { Stage, StageOptions } from './stage.ts';
import { createWireStage } from './wire-stage.ts';
import { Lost } from './wire-failure.ts';

const HINT = 'The program has to speak the protocol of docs/protocol.md; `ptshare adapter check` tries it, message by message.';

async function createProgramStage(command: Command, folder: string, name: string, options: StageOptions): Promise<Stage> {
  try {
    return await createWireStage(name, programChannel(command, folder), options);
  } catch (error) {
    if (!(error instanceof Lost)) throw error;
    throw new InputError('bad-program', `the program cannot be used: ${error.message}`, { file: command.program, hint: HINT });
  }
}

/** Throws InputError: bad-command, no-such-file, not-executable, bad-program. */
export function createExecStage(text: string, name: string, options: StageOptions = {}): Promise<Stage> {
  const folder = options.folder ?? process.cwd();
  return createProgramStage(commandOf(text, folder, process.env['PATH'] ?? ''), folder, name, options);
}

/** Throws InputError: bad-program. */
export function createExecShellStage(line: string, name: string, options: StageOptions = {}): Promise<Stage> {
  return createProgramStage(shellCommand(line), options.folder ?? process.cwd(), name, options);
}
