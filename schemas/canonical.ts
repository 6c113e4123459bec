/**
 * The content hash of a trace: sha256 of a canonical text of all that changes what is performed. Ids, titles, notes,
 * expectations, the order of keys and of flags, and defaults that are spelt out do not change it.
 *
 * The text: a line `ptshare 1`, the generation, the geometry, then one line each for files and regions (sorted by name),
 * processes and steps (in order). Fields are separated by blanks; an absent one is `-`. No name, number or flag holds a
 * blank, so the text can be read in one way only.
 */
import { hash } from 'node:crypto';
import { writeStep } from './canonical-step.ts';
import { DEFAULT_GEOMETRY } from './contract.ts';
import { FieldWriter } from './field-writer.ts';
import type { FileSetup, Geometry, Step, Trace } from './generated/types.ts';
import { hasOnly, hasTwice } from './properties.ts';
import { isHeader } from './trace-header.ts';

const FILE: ReadonlySet<string> = new Set(['size', 'content', 'on']);
const PLACES: readonly string[] = ['msharefs', 'hugetlbfs'];
const CONTENTS: readonly string[] = ['zeros', 'page-numbers'];
const MOST_NAMES = 1000;
const MOST_PROCESSES = 4096;
const MOST_STEPS = 100_000;

/** Taken up again for every trace. */
const text = new FieldWriter();

/** A table of files or regions: own properties with a value, sorted by name. */
function writeTable<T>(what: string, table: Readonly<Record<string, T | undefined>>, most: number, write: (value: T) => void): void {
  if (typeof table !== 'object' || table === null || Array.isArray(table)) return text.refuse();
  const names: string[] = [];
  for (const name in table) {
    if (Object.hasOwn(table, name) && table[name] !== undefined) names.push(name);
    else text.refuse();
  }
  if (names.length > most) text.refuse();
  if (!isSorted(names)) names.sort();
  for (const name of names) {
    text.write(what);
    text.name(name);
    write(table[name] as T);
    text.endLine();
  }
}

function isSorted(names: readonly string[]): boolean {
  for (let i = 1; i < names.length; i++) if ((names[i - 1] as string) > (names[i] as string)) return false;
  return true;
}

function writeFile(file: FileSetup): void {
  if (!hasOnly(file, FILE)) return text.refuse();
  const { size, content, on } = file;
  text.hex(size);
  if (content === undefined) text.word('zeros');
  else text.oneOf(content, CONTENTS);
  if (on !== undefined) text.oneOf(on, PLACES);
}

function writeRegion(addr: string): void {
  text.hex(addr);
}

function writeGeometry({ pageSize, entriesPerTable, levels, cpus }: Geometry): void {
  text.write(String(pageSize));
  text.number(entriesPerTable, Infinity);
  text.number(levels, Infinity);
  text.number(cpus, Infinity);
  text.endLine();
}

/** At least one, all different. */
function writeProcesses(processes: readonly string[]): void {
  if (!Array.isArray(processes)) return text.refuse();
  if (processes.length === 0 || processes.length > MOST_PROCESSES || hasTwice(processes)) text.refuse();
  for (const process of processes) {
    text.write('process');
    text.name(process);
    text.endLine();
  }
}

function writeSteps(steps: readonly Step[]): void {
  if (!Array.isArray(steps) || steps.length === 0 || steps.length > MOST_STEPS) return text.refuse();
  for (let i = 0; i < steps.length; i++) writeStep(text, steps[i]);
}

/**
 * The text of a trace, written anew. `sound` says whether all of it is as the schema has it; that holds for `value` of any
 * type, once its header has been found right.
 */
function canonical(trace: Trace): FieldWriter {
  text.clear();
  text.write('ptshare 1\n');
  text.write(trace.generation);
  text.endLine();
  writeGeometry(trace.geometry ?? DEFAULT_GEOMETRY);
  writeTable('file', trace.files, MOST_NAMES, writeFile);
  if (trace.regions !== undefined) writeTable('region', trace.regions, MOST_NAMES, writeRegion);
  writeProcesses(trace.processes);
  writeSteps(trace.steps);
  return text;
}

/** The text whose sha256 is the hash of a trace. */
export function canonicalText(trace: Trace): string {
  return Buffer.from(canonical(trace).view()).toString('latin1');
}

function digest(view: Uint8Array): string {
  return `sha256:${hash('sha256', view, 'hex')}`;
}

/** `sha256:` and 64 hex digits. The trace must have passed its schema. */
export function hashOf(trace: Trace): string {
  return digest(canonical(trace).view());
}

/**
 * Is the value a trace by its schema, and its hash, where it carries one, right? True is certain. False is not: then ask the
 * schema, which also says why.
 */
export function isSoundTrace(value: unknown): value is Trace {
  if (!isHeader(value)) return false;
  const { sound } = canonical(value as unknown as Trace);
  return sound && (value['hash'] === undefined || value['hash'] === digest(text.view()));
}

/** The same trace with its right hash; the very same object where it carries it already. */
export function sealed(trace: Trace): Trace {
  const right = hashOf(trace);
  return trace.hash === right ? trace : { ...trace, hash: right };
}
