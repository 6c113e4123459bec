/** A program of the user's own as a stage: `exec:<command>` without a shell, `exec-shell:<command line>` with one. */
import { InputError } from '../schemas/input-error.ts';
import type { OpenChannel } from './wire/channel.ts';
import type { Command } from './command.ts';
import { commandOf, shellCommand } from './command.ts';
import { programChannel } from './program.ts';
import type { Stage, StageOptions } from './stage.ts';
import { createWireStage } from './wire/stage.ts';
import { Lost } from './wire/failure.ts';

const HINT = 'The program has to speak the protocol of docs/protocol.md; `ptshare adapter check` tries it, message by message.';

/** How the program of a name is begun; undefined for a body that is no program. Throws InputError: bad-command, no-such-file, not-executable. */
export function programOf(name: string, folder: string = process.cwd()): OpenChannel | undefined {
  const [, scheme, rest = ''] = /^(exec|exec-shell):(.*)$/su.exec(name) ?? [];
  if (scheme === undefined) return undefined;
  const command: Command = scheme === 'exec' ? commandOf(rest, folder, process.env['PATH'] ?? '') : shellCommand(rest);
  return programChannel(command, folder);
}

/** Throws InputError: as programOf, and bad-program. */
export async function createExecStage(name: string, options: StageOptions = {}): Promise<Stage> {
  const open = programOf(name, options.folder);
  if (open === undefined) throw new Error(`${name} names no program`);
  try {
    return await createWireStage(name, open, options);
  } catch (error) {
    if (!(error instanceof Lost)) throw error;
    throw new InputError('bad-program', `the program cannot be used: ${error.message}`, { file: name, hint: HINT });
  }
}
