/** From what a user names (files, folders, themes, stories) to the files that hold the traces. */
import { readdirSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { InputError } from '../schemas/input-error.ts';
import { generations } from '../spec/index.ts';
import { findPackage } from './root.ts';

export interface TraceFile {
  /** Absolute path. */
  readonly path: string;
  /** How errors and commands name it: the id for a story that comes with the package, else the path as given. */
  readonly name: string;
  readonly kind: 'story' | 'corpus';
  /** Only the trace of this id, in a corpus. */
  readonly only?: string;
}

/** Folder of the stories that come with the package. */
export function storiesFolder(): string {
  return join(findPackage().root, 'suites');
}

/** The folder of corpora that were generated from explored worlds. They are run when they are asked for: `--suite generated`. */
const GENERATED = 'generated';

/** Folders with the name of a generation: their stories are written for it, and for nothing else. */
const GENERATIONS: ReadonlySet<string> = new Set(generations.map(({ id }) => id));

/**
 * The targets that are meant where a generation is named and no traces: the theme of its name, and the folders of its name in other
 * themes. None for the generation that all other themes are written for.
 */
export function storyTargets(generation: string): string[] {
  if (!GENERATIONS.has(generation) || !themes().includes(generation)) return [];
  const within = themes().filter((theme) => list(join(storiesFolder(), theme)).some((entry) => entry.folder && entry.name === generation));
  return [generation, ...within.map((theme) => `${theme}/${generation}`)];
}

/** Themes of the shipped stories, sorted. */
export function themes(): string[] {
  return list(storiesFolder())
    .filter((entry) => entry.folder && entry.name !== GENERATED)
    .map((entry) => entry.name);
}

/** The shipped corpora, named by a path that leads to them from here. */
function shippedCorpora(): TraceFile[] {
  const folder = join(storiesFolder(), GENERATED);
  return filesIn(folder, relative(process.cwd(), folder) || '.');
}

/** The shipped stories, of one theme or of all that are no generation of their own, sorted by path. */
export function shippedStories(theme?: string): TraceFile[] {
  if (theme !== undefined) return filesIn(join(storiesFolder(), theme), '');
  return themes().flatMap((name) => shippedStories(name).filter((file) => !foldersOf(file).some((folder) => GENERATIONS.has(folder))));
}

/** The folders between that of all stories and the story. */
function foldersOf({ path }: TraceFile): string[] {
  return relative(storiesFolder(), path).split(sep).slice(0, -1);
}

/** The shipped stories of all generations, by theme. */
export function everyStory(): TraceFile[] {
  return themes().flatMap((theme) => shippedStories(theme));
}

/**
 * The files that the targets name, each once, sorted by name. No target means every shipped story.
 * @throws InputError for a target that is neither a path nor a theme nor a story.
 */
export function resolveTargets(targets: readonly string[]): TraceFile[] {
  const files = targets.length === 0 ? shippedStories() : targets.flatMap(resolveTarget);
  const unique = new Map(files.map((file) => [`${file.path}#${file.only ?? ''}`, file]));
  return [...unique.values()].toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function resolveTarget(target: string): TraceFile[] {
  const [path = '', only] = target.split('#', 2);
  const found = lookUp(path);
  if (found?.isDirectory() === true) return nonEmpty(filesIn(resolve(path), path), target);
  if (found !== undefined) return [fileOf(resolve(path), path, only)];
  if (target === GENERATED) return shippedCorpora();
  const shipped = everyStory();
  const theme = shipped.filter((file) => `${foldersOf(file).join('/')}/`.startsWith(`${target}/`));
  if (theme.length > 0) return theme;
  const story = shipped.filter((file) => file.name === basename(target, '.json'));
  if (story.length > 0) return story;
  throw new InputError('no-such-trace', `${target} is no file, no folder, no theme and no story`, {
    file: target,
    hint: '`ptshare list suites` shows the themes and stories that come with ptshare.',
  });
}

function nonEmpty(files: TraceFile[], target: string): TraceFile[] {
  if (files.length > 0) return files;
  const hint = 'Traces are .json files, or .ndjson files with a trace in each line.';
  throw new InputError('no-traces', `there are no traces in ${target}`, { file: target, hint });
}

function fileOf(path: string, shown: string, only?: string): TraceFile {
  const corpus = /\.(?:ndjson|jsonl)$/u.test(path);
  const shipped = path.startsWith(storiesFolder() + sep) && !corpus;
  const name = shipped ? basename(path, '.json') : shown;
  return { path, name, kind: corpus ? 'corpus' : 'story', ...(only === undefined ? {} : { only }) };
}

/** Every trace file below a folder; `shown` is the folder as the user named it. */
function filesIn(folder: string, shown: string): TraceFile[] {
  return list(folder).flatMap(({ name, folder: isFolder }) => {
    const path = join(folder, name);
    if (isFolder) return filesIn(path, join(shown, name));
    return /\.(?:json|ndjson|jsonl)$/u.test(name) ? [fileOf(path, join(shown, name))] : [];
  });
}

/** What lies in a folder, sorted; hidden entries are left aside. */
function list(folder: string): { name: string; folder: boolean }[] {
  return readable(folder, () => readdirSync(folder, { withFileTypes: true }))
    .filter((entry) => !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .map((entry) => ({ name: entry.name, folder: entry.isDirectory() }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function lookUp(path: string): Stats | undefined {
  return readable(path, () => statSync(path, { throwIfNoEntry: false }));
}

/** What the file system refuses to show is bad input. */
function readable<T>(path: string, look: () => T): T {
  try {
    return look();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const hint = 'Check the path, its links and its permissions.';
    throw new InputError('unreadable', `${path} cannot be read: ${reason}`, { file: path, hint });
  }
}
