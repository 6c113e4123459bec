/** Reports as files: `<body>.<extension>`, with the shard in the name where there is one. */
import { accessSync, constants, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { formats, render } from '../reports/index.ts';
import type { FormatName } from '../reports/index.ts';
import type { Report } from '../schemas/generated/types.ts';
import { InputError } from '../schemas/input-error.ts';
import { writeWhole } from './write-files.ts';
import type { Disk } from './write-files.ts';

/** `mutant-stale-tlb.2-of-5.xml`. */
export function fileName(report: Report, format: FormatName): string {
  const body =
    report.body.connectedAs
      .replace(/[^A-Za-z0-9._-]+/gu, '-')
      .replace(/^[.-]+/u, '')
      .slice(-100) || 'body';
  const part = report.shard === null ? '' : `.${report.shard.indexes.join('-')}-of-${report.shard.count}`;
  return `${body}${part}.${formats[format].extension}`;
}

/** @throws InputError cannot-write */
export function saveReport(report: Report, names: readonly FormatName[], folder: string, disk?: Disk): void {
  for (const name of names) writeWhole(join(folder, fileName(report, name)), render(name, report), disk);
}

/** Refuses before the run what could only fail after it. @throws InputError cannot-write */
export function checkWritable(folder: string): void {
  try {
    const at = nearest(resolve(folder));
    if (!statSync(at).isDirectory()) throw new Error('it is a file');
    accessSync(at, constants.W_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError('cannot-write', `${folder} cannot be written: ${reason}`, {
      file: folder,
      hint: 'Name another folder.',
    });
  }
}

/** The path itself, or the nearest part of it that exists. */
function nearest(path: string): string {
  const there = statSync(path, { throwIfNoEntry: false }) !== undefined;
  return there || path === dirname(path) ? path : nearest(dirname(path));
}
