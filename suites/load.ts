/** A suite: traces from files, checked before the first one is performed. */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { sealed } from '../schemas/canonical.ts';
import type { Trace } from '../schemas/generated/types.ts';
import { InputError } from '../schemas/input-error.ts';
import { readJson } from '../schemas/parse.ts';
import { validateTrace } from '../schemas/validate.ts';
import { readLines } from './corpus.ts';
import { resolveTargets } from './targets.ts';
import type { TraceFile } from './targets.ts';

/** A trace, and the name under which a command finds it again. */
export interface NamedTrace {
  readonly trace: Trace;
  readonly name: string;
}

export interface Suite {
  readonly count: number;
  /** `sha256:…` over the ids and hashes of the traces; their order and their files do not matter. */
  readonly hash: string;
  /** The generations that the traces are written for, sorted. */
  readonly generations: readonly string[];
  /** In a fixed order. May be called again. */
  traces(): AsyncIterable<NamedTrace>;
}

/** A corpus up to this size in bytes is kept in memory; a larger one is read again. */
const KEPT_BYTES = 64 * 2 ** 20;

/**
 * Reads and checks all that the targets name: files, folders, themes, stories; every shipped story where none is named.
 * @throws InputError for the first fault found, or for an id that two traces have.
 */
export async function loadSuite(targets: readonly string[]): Promise<Suite> {
  const files = resolveTargets(targets);
  const index = createIndex();
  const parts: (readonly NamedTrace[] | TraceFile)[] = [];
  for (const file of files) parts.push(await loadFile(file, index));
  return {
    count: index.size(),
    hash: index.hash(),
    generations: index.generations(),
    async *traces() {
      for (const part of parts) yield* 'path' in part ? readFile(part) : part;
    },
  };
}

/** Checks a file; gives its traces, or the file itself where it is too large to keep. */
async function loadFile(file: TraceFile, index: Index): Promise<readonly NamedTrace[] | TraceFile> {
  const keep = file.kind === 'story' || statSync(file.path).size <= KEPT_BYTES;
  const kept: NamedTrace[] = [];
  let count = 0;
  for await (const named of readFile(file)) {
    count += 1;
    index.add(named);
    if (keep) kept.push(named);
  }
  if (file.only !== undefined && count === 0) throw noSuchId(file);
  return keep ? kept : file;
}

/** The traces of one file, checked. @throws InputError with the file (and line) named. */
export async function* readFile(file: TraceFile): AsyncGenerator<NamedTrace> {
  if (file.kind === 'story') {
    yield { trace: withHash(validateTrace(readJson(file.path), file.path)), name: file.name };
    return;
  }
  for await (const { value, at } of readLines(file.path, file.name)) {
    const trace = withHash(validateTrace(value, at));
    if (file.only === undefined || file.only === trace.id) yield { trace, name: `${file.name}#${trace.id}` };
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
  size(): number;
  hash(): string;
  generations(): string[];
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
    size: () => hashes.size,
    hash: () => hashOfLines([...hashes].map(([id, hash]) => `${id} ${hash}`)),
    generations: () => [...generations].toSorted(),
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
