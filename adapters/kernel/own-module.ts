/** A module of the user's, which is loaded into a guest before anything is judged: sharing that is not part of the image. */
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { InputError } from '../../schemas/input-error.ts';
import type { Driver } from './kernel-image.ts';

const ELF = Buffer.from([0x7f, 0x45, 0x4c, 0x46]);

/**
 * @param words path of the module, and behind a blank its parameters
 * @param folder that a relative path starts from
 * @throws InputError unreadable, bad-module
 */
export function ownModule(words: string, folder: string): Driver {
  const [path = '', ...rest] = words.split(' ');
  const parameters = rest.join(' ');
  const content = readModule(resolve(folder, path), path);
  if (!content.subarray(0, ELF.length).equals(ELF)) {
    throw new InputError('bad-module', `${path} is no kernel module`, { file: path, hint: 'name a .ko that is not compressed' });
  }
  return { name: basename(path), content, ...(parameters === '' ? {} : { parameters }) };
}

function readModule(file: string, path: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new InputError('unreadable', `the module cannot be read: ${String(error)}`, { file: path, hint: `looked for ${file}` });
  }
}
