/** Where the syntax error of a module is: the error that an import throws does not say. */
import { spawnSync } from 'node:child_process';
import { basename, extname } from 'node:path';

const MILLISECONDS = 5000;

/** ` (at body.mjs:2:39)`; empty where Node finds no fault in the file itself. Nothing of it is run. */
export function syntaxPlace(file: string): string {
  if (!/^\.[cm]?js$/u.test(extname(file))) return '';
  const { stderr } = spawnSync(process.execPath, ['--check', file], { encoding: 'utf8', timeout: MILLISECONDS });
  const [place = '', , carets = ''] = stderr.split('\n');
  const line = /:(\d+)$/u.exec(place)?.[1];
  if (line === undefined) return '';
  const column = carets.indexOf('^') + 1;
  return ` (at ${basename(file)}:${line}${column === 0 ? '' : `:${column}`})`;
}
