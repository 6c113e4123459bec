/** Performs the command lines of a page, in this process. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { ptshare } from '../cli/shell.ts';
import { realigned } from './cut.ts';

const scripts = new Map<string, string>(
  Object.entries((JSON.parse(readFileSync('package.json', 'utf8')) as { readonly scripts: Record<string, string> }).scripts),
);

const PROGRAM = 'node --max-semi-space-size=64 dist/cli/main.js';

/** One command of a block, and the output that the page shows. */
interface Shown {
  readonly command: string;
  readonly output: readonly string[];
}

/** Files that the page shows, under their names: where they really are. */
export type Files = ReadonlyMap<string, string>;

function commandsOf(lines: readonly string[]): Shown[] {
  const starts = lines.flatMap((line, i) => (line.startsWith('$ ') ? [i] : []));
  if (starts[0] !== 0) throw new Error('a console block begins with a command: $ npx ptshare …');
  return starts.map((start, i) => ({ command: (lines[start] ?? '').slice(2), output: lines.slice(start + 1, starts[i + 1]) }));
}

/** The words of a command line; quotes of both kinds, around whole words. */
function words(command: string): string[] {
  return Array.from(command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/gu), (match) => match[1] ?? match[2] ?? match[3] ?? '');
}

/** The arguments of ptshare, where the command is one that starts it. */
function argvOf(command: string): string[] | undefined {
  const [program, ...rest] = words(command.replace(/^npm ci && /u, ''));
  if (program === 'npx' && rest[0] === 'ptshare') return rest.slice(1);
  if (program !== 'npm' || rest[0] !== 'run') return undefined;
  const [script = '', ...more] = rest.slice(1).filter((word) => word !== '-s');
  const behind = scripts.get(script);
  if (behind === undefined || !behind.startsWith(PROGRAM)) return undefined;
  return [...words(behind.slice(PROGRAM.length)), ...more.filter((word) => word !== '--')];
}

/** The block with the output that its commands have now. */
export async function performed(lines: readonly string[], files: Files): Promise<string[]> {
  let code: number | undefined;
  const blocks: string[] = [];
  for (const { command, output } of commandsOf(lines)) {
    const ran = await perform(command, code, files);
    ({ code } = ran);
    const end = output.at(-1) === '' ? [''] : [];
    blocks.push(`$ ${command}`, ...realigned(withoutEnd(output), ran.lines), ...end);
  }
  return blocks;
}

async function perform(command: string, last: number | undefined, files: Files): Promise<{ lines: string[]; code: number | undefined }> {
  if (command === 'echo $?') return { lines: [String(last)], code: 0 };
  const expression = /^node -p "([^"]*)"$/u.exec(command)?.[1];
  if (expression !== undefined)
    return { lines: linesOf(execFileSync(process.execPath, ['-p', expression], { encoding: 'utf8' })), code: 0 };
  const argv = argvOf(command);
  if (argv === undefined) throw new Error(`not a command that can be checked; show it in a block marked sh: ${command}`);
  const { out, err, code } = await ptshare(argv.map((word) => located(word, files)));
  return { lines: linesOf(named(out + err, files)), code };
}

/** `my-story.json`, `module:./my-body.mjs` */
function located(word: string, files: Files): string {
  const scheme = word.startsWith('module:') ? 'module:' : '';
  const path = files.get(word.slice(scheme.length).replace(/^\.\//u, ''));
  return path === undefined ? word : scheme + path;
}

function named(output: string, files: Files): string {
  let text = output;
  for (const [name, path] of files) text = text.replaceAll(`module:${path}`, `module:./${name}`).replaceAll(path, name);
  return text;
}

function linesOf(output: string): string[] {
  return withoutEnd(output.split('\n'));
}

function withoutEnd(lines: readonly string[]): string[] {
  const last = lines.findLastIndex((line) => line !== '');
  return lines.slice(0, last + 1);
}
