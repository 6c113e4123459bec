/** Where a machine has its files, its memory among them. */
import { existsSync, mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '../../schemas/input-error.ts';

const MEBIBYTE = 2 ** 20;

function freeMegabytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return Math.floor((bavail * bsize) / MEBIBYTE);
}

/**
 * A new folder with so much room, in memory where there is: memory of a machine that is a file is as fast as its file system.
 * @param folders to choose from
 * @throws InputError no-space: QEMU would end by a signal in the middle of a trace
 */
export function scratchFolder(megabytes: number, folders: readonly string[] = ['/dev/shm', tmpdir()]): string {
  const there = [...new Set(folders)].filter((folder) => existsSync(folder));
  const roomy = there.find((folder) => freeMegabytes(folder) >= megabytes);
  if (roomy !== undefined) return mkdtempSync(join(roomy, `ptshare-vm-${process.pid}-`));
  const free = there.map((folder) => `${freeMegabytes(folder)} MiB in ${folder}`).join(', ');
  throw new InputError('no-space', `a machine needs ${megabytes} MiB for its memory, and free are ${free}`, {
    hint: 'make room, give it less memory (qemu:?mem=256), or set TMPDIR to a folder with more room',
  });
}
