/** The code of a folder, loaded as if for the first time: what is changed, and what joins it to the trials. */
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import type { Side } from './sources.ts';

/** What is loaded anew, beside the one that joins it to the trials. */
const ANEW: Readonly<Record<Side, readonly string[]>> = {
  reference: ['reference/', 'mutants/', 'adapters/', 'tools/stryker/performances.ts'],
  spec: ['spec/', 'oracle/', 'tools/stryker/trials.ts'],
};

export type Modules = typeof import('./performances.ts') & typeof import('./trials.ts');

/** @param root of the sandbox; @returns a function that loads modules which nobody has used */
export function modulesOf(root: string, side: Side): () => Modules {
  const require = createRequire(join(root, 'package.json'));
  const anew = ANEW[side].map((path) => join(root, path.replaceAll('/', sep)));
  return () => {
    for (const file of Object.keys(require.cache)) if (anew.some((path) => file.startsWith(path))) delete require.cache[file];
    const performances = require(join(root, 'tools/stryker/performances.ts')) as typeof import('./performances.ts');
    const trials = require(join(root, 'tools/stryker/trials.ts')) as typeof import('./trials.ts');
    return { ...performances, ...trials };
  };
}
