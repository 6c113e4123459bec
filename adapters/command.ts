/** The command of a body, as it is written in its name. */
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { InputError } from '../schemas/input-error.ts';

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
}

const WORD = /(?:[^\s'"\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*")+/gsuy;
const PIECE = /\\(.)|'([^']*)'|"((?:[^"\\]|\\.)*)"|([^'"\\]+)/gsu;

function unquoted(word: string): string {
  return word.replaceAll(PIECE, (_piece, escaped?: string, single?: string, double?: string, bare?: string) => {
    return escaped ?? single ?? double?.replaceAll(/\\(["\\])/gu, '$1') ?? bare ?? '';
  });
}

/**
 * The words of a command, apart at blanks. Quotes hold a word together: in single ones everything stands for itself, in
 * double ones `\"` and `\\` stand for a quote and a backslash; outside, a backslash takes the next character as it is.
 * Nothing else is special, since no shell reads it: no variables, patterns, pipes or redirections.
 * @throws InputError bad-command where a quote does not end
 */
export function wordsOf(command: string): string[] {
  const words: string[] = [];
  let at = 0;
  for (;;) {
    at += /^\s*/u.exec(command.slice(at))?.[0].length ?? 0;
    if (at === command.length) return words;
    WORD.lastIndex = at;
    const word = WORD.exec(command)?.[0];
    const end = at + (word?.length ?? 0);
    if (word === undefined || (end < command.length && !/\s/u.test(command[end] ?? ''))) {
      throw new InputError('bad-command', `a quote or a backslash in ${command} does not end`, { hint: 'close it, or put it into quotes' });
    }
    words.push(unquoted(word));
    at = end;
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function checkExecutable(path: string, shown: string): void {
  if (!existsSync(path)) throw new InputError('no-such-file', `there is no file ${shown}`, { file: shown, hint: `looked for ${path}` });
  const hint = `\`chmod +x ${shown}\`, or name the program that runs it: \`exec:python3 ${shown}\``;
  if (!isFile(path)) throw new InputError('not-executable', `${shown} is not a file`, { file: shown, hint });
  try {
    accessSync(path, constants.X_OK);
  } catch {
    throw new InputError('not-executable', `${shown} may not be executed`, { file: shown, hint });
  }
}

/** Where a program without a slash in its name is found. */
function onPath(program: string, folder: string, path: string): string {
  const found = path.split(delimiter).find((place) => place !== '' && isFile(join(place, program)));
  if (found !== undefined) return join(found, program);
  const hint = isFile(resolve(folder, program)) ? `for the file of this folder write \`./${program}\`` : 'it is not in PATH';
  throw new InputError('no-such-file', `there is no program ${program}`, { file: program, hint });
}

/**
 * The command of `exec:<command>`. A program with a slash in its name is looked for from the folder, others in PATH.
 * @throws InputError: bad-command, no-such-file, not-executable
 */
export function commandOf(text: string, folder: string, path: string): Command {
  const [program = '', ...args] = wordsOf(text);
  if (program === '')
    throw new InputError('bad-command', 'the command is empty', { hint: 'write the program after the colon: exec:./my-body' });
  if (!program.includes('/')) return { program: onPath(program, folder, path), args };
  const file = resolve(folder, program);
  checkExecutable(file, program);
  return { program: file, args };
}

/** The command of `exec-shell:<command line>`: what a POSIX shell makes of it. */
export function shellCommand(line: string): Command {
  return { program: '/bin/sh', args: ['-c', line] };
}
