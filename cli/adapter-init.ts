/** `ptshare adapter init`: copies the example of a language. */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { plain } from '../reports/plain.ts';
import { InputError } from '../schemas/input-error.ts';
import { nameHint } from '../schemas/near.ts';
import { generations } from '../spec/index.ts';
import { findPackage } from '../suites/root.ts';
import { EXIT } from './exit.ts';
import type { ExitCode } from './exit.ts';
import type { Io } from './io.ts';
import { BY_NAME } from './languages.ts';
import type { Language, LanguageName } from './languages.ts';
import { DEFAULT_GENERATION } from './plan-run.ts';
import { toInputError } from './write-files.ts';

export interface InitOptions {
  readonly lang: LanguageName;
  /** The generation that the body is to claim once it shares. */
  readonly generation: string;
  readonly json?: boolean;
}

/** Writes all files or none. @throws InputError: unknown-generation, file-exists, cannot-write */
export function init(folder: string, { lang, generation, json }: InitOptions, io: Io): ExitCode {
  checkGeneration(generation);
  const from = join(findPackage().root, 'examples', 'empty-body', lang);
  const names = readdirSync(from).toSorted();
  const taken = names.find((name) => existsSync(join(folder, name)));
  if (taken !== undefined) {
    const file = join(folder, taken);
    throw new InputError('file-exists', `${file} is there already`, { file, hint: 'Name another folder; nothing was written.' });
  }
  for (const name of names) write(readFileSync(join(from, name), 'utf8').replaceAll(DEFAULT_GENERATION, generation), folder, name);
  const { body, build }: Language = BY_NAME[lang];
  const ptshare = commandIn(folder);
  const next = [`cd ${quotedPath(folder)}`, ...(build === undefined ? [] : [build]), `${ptshare} adapter check ${quotedName(body)}`];
  if (json === true) io.out(`${JSON.stringify({ files: names.map((name) => join(folder, name)), next, body })}\n`);
  else {
    const limits = generation === DEFAULT_GENERATION ? ' data' : ` --generation ${generation}`;
    io.out(told(folder, names, next, `${ptshare} run --on ${quotedName(body)}${limits}`));
  }
  return EXIT.ok;
}

/** @throws InputError unknown-generation */
function checkGeneration(id: string): void {
  const known = generations.map((traits) => traits.id);
  if (known.includes(id)) return;
  throw new InputError('unknown-generation', `there is no generation ${id}`, { hint: nameHint(id, known) });
}

function write(text: string, folder: string, name: string): void {
  const to = join(folder, name);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(to, text);
  } catch (error) {
    throw toInputError(error, to);
  }
}

/** How ptshare is started in the folder: npx finds it in a checkout, and below where it is installed. */
function commandIn(folder: string): string {
  const { root } = findPackage();
  for (let at = resolve(folder); at !== dirname(at); at = dirname(at)) {
    if (at === root || existsSync(join(at, 'node_modules', '.bin', 'ptshare'))) return 'npx ptshare';
  }
  return `node ${quotedPath(join(root, 'dist', 'cli', 'main.js'))}`;
}

/** As a POSIX shell takes it. */
function quotedPath(path: string): string {
  return /^[\w./-]+$/u.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}

function quotedName(name: string): string {
  return name.includes(' ') ? `"${name}"` : name;
}

function told(folder: string, names: readonly string[], next: readonly string[], run: string): string {
  const files = names.map((name) => `  ${plain(join(folder, name))}\n`).join('');
  const commands = next.map((command) => `  ${plain(command)}\n`).join('');
  return `wrote
${files}
It speaks the protocol, and supports no call yet. Try it:
${commands}
Then fill in what a reset does, and one call after another: first open, mmap, load and store. List each in CALLS, and see
what is said of it:
  ${plain(run)}
The page docs/writing-a-body.md goes on from here, docs/protocol.md has every message.
`;
}
