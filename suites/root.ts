/** Where the package lies: its stories are read from there, whether it runs from source, from dist or installed. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Package {
  /** Absolute path of the folder that holds package.json. */
  readonly root: string;
  readonly version: string;
}

let found: Package | undefined;

/** Walks up from this file to the package.json of ptshare. Throws Error when there is none: the package is damaged. */
export function findPackage(): Package {
  found ??= search(dirname(fileURLToPath(import.meta.url)));
  return found;
}

function search(start: string): Package {
  for (let folder = start; ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    const description: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
    if (isOurs(description)) return { root: folder, version: description.version };
    if (folder === dirname(folder)) throw new Error(`the package ptshare is damaged: no package.json above ${start}`);
  }
}

function isOurs(value: unknown): value is { name: 'ptshare'; version: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    value.name === 'ptshare' &&
    'version' in value &&
    typeof value.version === 'string'
  );
}
