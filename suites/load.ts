/** A suite: traces from files, checked before the first one is performed. */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { sealed } from '../schemas/canonical.ts';
import type { Trace } from '../schemas/generated/types.ts';
import { InputError } from '../schemas/input-error.ts';
import { readJson } from '../schemas/parse.ts';
import { parseTrace, validateTrace } from '../schemas/validate.ts';
import { readLines } from './corpus.ts';
import { resolveTargets } from './targets.ts';
import type { TraceFile } from './targets.ts';

/** A trace, and the name under which a command finds it again. */
export interface NamedTrace {
  readonly trace: Trace;
  readonly name: string;
}

export interface PlacedTrace extends NamedTrace {
  /** Its place in the suite, from 0. */
  readonly position: number;
}

/** What is known of a suite without its traces. */
export interface SuiteFacts {
  readonly count: number;
  /** `sha256:…` over the ids and hashes of the traces; their order and their files do not matter. */
  readonly hash: string;
  /** The generations that the traces are written for, sorted. */
  readonly generations: readonly string[];
}

export interface Suite extends SuiteFacts {
  /** In a fixed order. May be called again. */
  traces(): AsyncIterable<PlacedTrace>;
}

/** A suite of which some traces were passed over unread. */
export interface SuitePart {
  /** Places in the whole suite. */
  readonly positions: number;
  /** Ids of the traces read, and their hashes in the same order. */
  readonly ids: readonly string[];
  readonly hashes: readonly string[];
  readonly generations: readonly string[];
  /** The traces read, in a fixed order. May be called again. */
  traces(): AsyncIterable<PlacedTrace>;
}

/** A corpus up to this size in bytes is kept in memory; a larger one is read again. */
const KEPT_BYTES = 64 * 2 ** 20;

/**
 * Reads and checks all that the targets name: files, folders, themes, stories; every shipped story where none is named.
 * @throws InputError for the first fault found, or for an id that two traces have.
 */
export async function loadSuite(targets: readonly string[]): Promise<Suite> {
  const part = await loadPart(targets, () => true);
  return { ...factsOf([part]), traces: () => part.traces() };
}

/** Reads and checks those places of a suite that are `wanted`. @throws InputError as loadSuite does, for what it reads */
export async function loadPart(targets: readonly string[], wanted: (position: number) => boolean): Promise<SuitePart> {
  const index = createIndex();
  const sources: Source[] = [];
  let positions = 0;
  for (const file of resolveTargets(targets)) {
    const source = await loadFile(file, positions, wanted, index);
    sources.push(source);
    positions = source.end;
  }
  return {
    positions,
    ...index.lists(),
    async *traces() {
      for (const source of sources) yield* source.traces();
    },
  };
}

/** The facts of a suite whose every place is in one of the parts. */
export function factsOf(parts: readonly Pick<SuitePart, 'ids' | 'hashes' | 'generations'>[]): SuiteFacts {
  const lines = parts.flatMap(({ ids, hashes }) => ids.map((id, i) => `${id} ${hashes[i]}`));
  const generations = [...new Set(parts.flatMap((part) => part.generations))].toSorted();
  return { count: lines.length, hash: hashOfLines(lines), generations };
}

/** A file of a suite. */
interface Source {
  /** The place after its last one. */
  readonly end: number;
  readonly traces: () => Iterable<PlacedTrace> | AsyncIterable<PlacedTrace>;
}

/** Checks the wanted traces of a file; keeps them, where the file is not too large. */
async function loadFile(file: TraceFile, from: number, wanted: (position: number) => boolean, index: Index): Promise<Source> {
  const keep = file.kind === 'story' || sizeOf(file.path) <= KEPT_BYTES;
  const kept: PlacedTrace[] = [];
  let end = from;
  for await (const read of unread(file)) {
    if (wanted(end)) {
      const named = read();
      index.add(named);
      if (keep) kept.push({ ...named, position: end });
    }
    end += 1;
  }
  if (file.only !== undefined && end === from) throw noSuchId(file);
  return { end, traces: () => (keep ? kept : readAgain(file, from, wanted)) };
}

/** What has no size is not kept; reading it tells what is wrong with it. */
function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return Infinity;
  }
}

async function* readAgain(file: TraceFile, from: number, wanted: (position: number) => boolean): AsyncGenerator<PlacedTrace> {
  let position = from;
  for await (const read of unread(file)) {
    if (wanted(position)) yield { ...read(), position };
    position += 1;
  }
}

/** The traces of one file, checked. @throws InputError with the file (and line) named. */
export async function* readFile(file: TraceFile): AsyncGenerator<NamedTrace> {
  for await (const read of unread(file)) yield read();
}

/** The traces of one file, each to be read before the next one is taken. */
async function* unread(file: TraceFile): AsyncGenerator<() => NamedTrace> {
  if (file.kind === 'story') {
    yield () => ({ trace: withHash(validateTrace(readJson(file.path), file.path)), name: file.name });
    return;
  }
  for await (const { at, bytes } of readLines(file.path, file.name)) {
    const read = (): NamedTrace => {
      const trace = withHash(parseTrace(bytes, at));
      return { trace, name: `${file.name}#${trace.id}` };
    };
    if (file.only === undefined || read().trace.id === file.only) yield read;
  }
}

/** The hash that a trace carries has been checked; one that carries none gets it. */
function withHash(trace: Trace): Trace {
  return trace.hash === undefined ? sealed(trace) : trace;
}

function noSuchId(file: TraceFile): InputError {
  const hint = 'The name after # is the id of a trace in the file.';
  return new InputError('no-such-trace', `there is no trace ${file.only} in ${file.name}`, { file: file.name, hint });
}

interface Index {
  add(named: NamedTrace): void;
  lists(): Pick<SuitePart, 'ids' | 'hashes' | 'generations'>;
}

/** Ids and hashes of the traces seen. */
function createIndex(): Index {
  const hashes = new Map<string, string>();
  const generations = new Set<string>();
  return {
    add({ trace, name }) {
      if (hashes.has(trace.id)) throw repeated(trace.id, name);
      hashes.set(trace.id, trace.hash ?? '');
      generations.add(trace.generation);
    },
    lists: () => ({ ids: [...hashes.keys()], hashes: [...hashes.values()], generations: [...generations].toSorted() }),
  };
}

/** `sha256:…` of a set of lines. */
export function hashOfLines(lines: readonly string[]): string {
  return `sha256:${createHash('sha256').update(lines.toSorted().join('\n')).digest('hex')}`;
}

function repeated(id: string, name: string): InputError {
  const hint = 'An id names one trace; rename one of them, or leave out one of the files.';
  return new InputError('repeated-id', `the id ${id} comes twice`, { file: name, pointer: '/id', hint });
}
