/** What is doubtful in a valid trace, read from the trace alone. */
import type { Step, Trace } from '../schemas/generated/types.ts';

export interface Finding {
  /** Stable, in kebab case. */
  readonly code: string;
  /** `note` is for the author to weigh; `error` makes the check fail. */
  readonly weight: 'error' | 'note';
  /** JSON pointer into the trace. */
  readonly pointer: string;
  readonly message: string;
}

/** Families that are about more than one sharer. */
const SHARING: ReadonlySet<string> = new Set(['consistency', 'protection']);

/**
 * @param fileId the id that the file name promises; undefined in a corpus
 * @param families the family of each rule, by its id
 */
export function lint(trace: Trace, fileId: string | undefined, families: ReadonlyMap<string, string>): Finding[] {
  return [...idOf(trace, fileId), ...rulesOf(trace, families), ...unused(trace), ...sharersOf(trace, families)];
}

function error(code: string, pointer: string, message: string): Finding {
  return { code, weight: 'error', pointer, message };
}

function note(code: string, pointer: string, message: string): Finding {
  return { code, weight: 'note', pointer, message };
}

function idOf({ id }: Trace, fileId: string | undefined): Finding[] {
  if (fileId === undefined || fileId === id) return [];
  return [error('id-differs-from-file', '/id', `the id is ${id}, the file is named ${fileId}`)];
}

function rulesOf({ rules, origin }: Trace, families: ReadonlyMap<string, string>): Finding[] {
  const unknown = rules.flatMap((rule, i) =>
    families.has(rule) ? [] : [error('unknown-rule', `/rules/${i}`, `there is no rule ${rule}`)],
  );
  if (rules.length > 0 || origin.kind !== 'written') return unknown;
  return [error('names-no-rule', '/rules', 'the story names no rule that it is about')];
}

function unused(trace: Trace): Finding[] {
  const processes = new Set(trace.steps.flatMap((step) => ('process' in step && step.process !== undefined ? [step.process] : [])));
  const files = new Set(trace.steps.flatMap((step) => ('file' in step && step.file !== undefined ? [step.file] : [])));
  const places = new Set(trace.steps.flatMap(placesOf));
  return [
    ...trace.processes.flatMap((name, i) =>
      processes.has(name) ? [] : [note('unused-process', `/processes/${i}`, `${name} does nothing`)],
    ),
    ...Object.keys(trace.files).flatMap((name) =>
      files.has(name) ? [] : [note('unused-file', `/files/${name}`, `no call names ${name}`)],
    ),
    ...Object.keys(trace.regions ?? {}).flatMap((name) =>
      places.has(name) ? [] : [note('unused-region', `/regions/${name}`, `${name} is never used`)],
    ),
  ];
}

/** The regions that the addresses of a step begin with. */
function placesOf(step: Step): string[] {
  const places = [...('addr' in step ? [step.addr] : []), ...(step.call === 'mremap' ? [step.newAddr] : [])];
  return places.flatMap((place) => (place === undefined ? [] : [place.split('+')[0] ?? '']));
}

/** A story on sharing in which only one process asks for it may have lost the other one. */
function sharersOf(trace: Trace, families: ReadonlyMap<string, string>): Finding[] {
  if (!trace.rules.some((rule) => SHARING.has(families.get(rule) ?? ''))) return [];
  const sharers = new Set<string>();
  for (const step of trace.steps) {
    if (step.call === 'mmap' && step.flags.includes('MAP_SHARED_PT')) sharers.add(step.process);
    if (step.call === 'fork' && sharers.has(step.process)) sharers.add(step.child);
  }
  return sharers.size === 1 ? [note('one-sharer', '/steps', `only ${[...sharers].join('')} asks for sharing`)] : [];
}
