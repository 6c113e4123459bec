/** The files whose code is changed, and their hashes: results say of which text they are. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What is changed. */
export type Side = 'reference' | 'spec';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What is left out of the two rooms, and why. */
export const LEFT_OUT: readonly { readonly path: RegExp; readonly why: string }[] = [
  { path: /^spec\/formal\//u, why: 'the formal model, which no story is judged with' },
  { path: /^spec\/rules\/(?:index|hash)\.ts$/u, why: 'made from the other files' },
  { path: /^spec\/(?:huge-)?scene\.ts$|^spec\/picture\.ts$/u, why: 'what the examples of rules are written with' },
  { path: /^spec\/circumstances\.ts$/u, why: 'what wrong specifications are made with' },
  { path: /^spec\/profile-name\.ts$/u, why: 'how the name of a profile is read, which tests/spec/profile-name.test.ts holds' },
  { path: /^(?:spec|reference)\/state\//u, why: 'how the explorer keeps states; no story goes through it, tests/statespace holds it' },
];

/** Paths from the root of the project, sorted. */
export function changedFiles(side: Side): string[] {
  return readdirSync(ROOT + side, { recursive: true, encoding: 'utf8' })
    .map((name) => `${side}/${name.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts') && !LEFT_OUT.some((left) => left.path.test(path)))
    .toSorted();
}

const DIGITS = 12;

/** The first digits of the SHA-256 of a file. */
export function hashOf(path: string): string {
  return createHash('sha256')
    .update(readFileSync(ROOT + path))
    .digest('hex')
    .slice(0, DIGITS);
}

export function linesOf(path: string): number {
  return readFileSync(ROOT + path, 'utf8').split('\n').length;
}
