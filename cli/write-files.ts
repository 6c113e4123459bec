/** Files appear whole or not at all: written beside their place, then renamed. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InputError } from '../schemas/input-error.ts';

/** The file system, as far as it is needed. */
export interface Disk {
  readonly write: (path: string, text: string) => void;
}

const REAL: Disk = { write: (path, text) => writeFileSync(path, text, { flush: true }) };

const HINTS: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: make room, or name another folder.',
  EDQUOT: 'The quota is used up: make room, or name another folder.',
  EACCES: 'You may not write there: name another folder.',
  EROFS: 'The file system is read-only: name another folder.',
  ENOTDIR: 'A part of the path is a file: name another folder.',
  EEXIST: 'A part of the path is a file: name another folder.',
};

/** @throws InputError cannot-write, with the reason; nothing half-written stays behind. */
export function writeWhole(path: string, text: string, disk: Disk = REAL): void {
  const unfinished = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    disk.write(unfinished, text);
    renameSync(unfinished, path);
  } catch (error) {
    discard(unfinished);
    throw toInputError(error, path);
  }
}

/** What the file system says against writing a file, as input that cannot be taken. */
export function toInputError(error: unknown, path: string): InputError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const hint = HINTS[code] ?? 'Name another file or folder.';
  return new InputError('cannot-write', `${path} cannot be written (${code})`, { file: path, hint });
}

/** What cannot be removed either must not hide the first error. */
function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The folder may not exist.
  }
}
