/** The program that plays the machine. */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { InputError } from '../../schemas/input-error.ts';

const QEMU = 'qemu-system-x86_64';

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * @param path folders to look in, as in the environment
 * @throws InputError no-qemu
 */
export function findQemu(path: string): string {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  const found = folders.map((folder) => join(folder, QEMU)).find((file) => isExecutable(file));
  if (found !== undefined) return found;
  throw new InputError('no-qemu', `there is no ${QEMU} in PATH`, { hint: 'install it: apt-get install qemu-system-x86' });
}
