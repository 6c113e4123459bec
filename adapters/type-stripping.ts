/** Whether and how Node can read TypeScript here. */
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { InputError } from '../schemas/input-error.ts';

/** Node strips types by itself from 22.18 on. */
export function nodeStripsTypes(): boolean {
  const { typescript } = process.features as { typescript?: unknown };
  return typescript !== undefined && typescript !== false;
}

function isTypeScript(path: string): boolean {
  return /\.[cm]?ts$/u.test(path);
}

// createRequire finds the CommonJS half of a package; the loader is in the other.
function findTsx(from: string): string | undefined {
  try {
    return new URL('dist/esm/api/index.mjs', pathToFileURL(createRequire(from).resolve('tsx/package.json'))).href;
  } catch {
    return undefined;
  }
}

/**
 * URL of the API of tsx, where one of the modules (file URLs) is TypeScript and Node cannot read it; searched from each file.
 * Throws InputError no-typescript where it is needed and missing.
 */
export function loaderFor(module: string, ...others: string[]): string | undefined {
  const files = [module, ...others].filter(isTypeScript);
  if (files.length === 0 || nodeStripsTypes()) return undefined;
  for (const file of files) {
    const found = findTsx(file);
    if (found !== undefined) return found;
  }
  const hint = 'install tsx beside it, use Node 22.18 or later, or compile it to JavaScript';
  throw new InputError('no-typescript', `Node ${process.versions.node} cannot read TypeScript`, { file: fileURLToPath(module), hint });
}
