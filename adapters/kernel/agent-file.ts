/** Where the agent is: the program that performs steps as system calls, compiled from `agent/`. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InputError } from '../../schemas/input-error.ts';

/** The folder of this package: above this file, in the sources as in what is built. */
function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

export const AGENT_SOURCES = join(packageFolder(), 'agent');

export function agentPath(): string {
  return join(packageFolder(), 'dist', 'agent', 'ptshare-agent');
}

/** The agent, which is there. Throws InputError no-agent. */
export function agentFile(): string {
  const path = agentPath();
  if (existsSync(path)) return path;
  const hint = `compile it with \`npm run build:agent\` in ${packageFolder()}; it needs musl-gcc or gcc (apt-get install musl-tools)`;
  throw new InputError('no-agent', 'the agent has not been built', { file: path, hint });
}

export function readAgent(): Uint8Array {
  return readFileSync(agentFile());
}
