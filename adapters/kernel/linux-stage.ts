/** `linux:`, the kernel that this program runs on, from inside: system calls of real processes, and what /proc tells of them. */
import { InputError } from '../../schemas/input-error.ts';
import { programChannel } from '../program.ts';
import type { Stage, StageOptions } from '../stage.ts';
import { Lost } from '../wire/failure.ts';
import { createWireStage } from '../wire/stage.ts';
import { agentFile } from './agent-file.ts';

/** Throws InputError: no-agent, bad-body-name, no-linux. */
export async function createLinuxStage(rest: string, name: string, options: StageOptions = {}): Promise<Stage> {
  if (rest !== '') throw new InputError('bad-body-name', `${name}: nothing comes behind linux:`, { hint: 'write linux:' });
  const folder = options.folder ?? process.cwd();
  try {
    return await createWireStage(name, programChannel({ program: agentFile(), args: [] }, folder), options);
  } catch (error) {
    if (!(error instanceof Lost)) throw error;
    throw new InputError('no-linux', `the agent does not run here: ${error.message}`, { hint: 'it needs Linux on x86-64, and /proc' });
  }
}
