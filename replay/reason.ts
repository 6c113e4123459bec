/** Why a body is broken, in words that a transcript may carry. */
import { basename, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const LONGEST = 3500;

/**
 * What was thrown, as text; a body may throw anything.
 * @param module URL of the body's module; the place in it, or in a file beside it, is told where it is known
 */
export function reasonOf(error: unknown, module?: string): string {
  try {
    const text = error instanceof Error && error.name === 'Error' ? error.message : String(error);
    return `${text.slice(0, LONGEST)}${module === undefined ? '' : placeOf(error, module)}`;
  } catch {
    return 'it threw something that cannot be shown';
  }
}

/** ` (at body.mjs:3:9)`: the first line of the stack that lies in the user's files; empty where there is none. */
export function placeOf(error: unknown, module: string): string {
  const stack: unknown = error instanceof Error ? error.stack : undefined;
  if (typeof stack !== 'string') return '';
  for (const line of stack.slice(0, STACK).split('\n')) {
    const [, file = '', place = ''] = FRAME.exec(line) ?? [];
    if (file !== '' && isOf(module, file)) return ` (at ${basename(file)}${place})`;
  }
  return '';
}

const STACK = 20_000;
/** A file, and where in it. */
const FRAME = /(?:^|\(|\bat (?:async )?)((?:file:\/\/|\/|[A-Za-z]:\\)[^()]*?)(?:\?[^:()]*)?((?::\d+){1,2})\)?$/u;
/** The folder that holds ptshare's own code. */
const OWN = fileURLToPath(new URL('..', import.meta.url));

/** Is it the module, or a file of the user beside or below it? */
function isOf(module: string, file: string): boolean {
  const [path, main] = [file.startsWith('file:') ? fileURLToPath(file) : file, fileURLToPath(module)];
  if (path === main) return true;
  const folder = main.slice(0, main.length - basename(main).length);
  return path.startsWith(folder) && !path.includes(`${sep}node_modules${sep}`) && (folder.startsWith(OWN) || !path.startsWith(OWN));
}
