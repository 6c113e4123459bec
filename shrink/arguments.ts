/** Simpler arguments: places, lengths, offsets, protections, flags, values, sizes. For each the simplest is tried first. */
import { pageShift, toHex } from '../schemas/address.ts';
import { DEFAULT_GEOMETRY } from '../schemas/contract.ts';
import type { Step, Trace } from '../schemas/generated/types.ts';
import { isAbsolute, regionOf } from '../schemas/place.ts';
import { placesOf } from './dependencies.ts';

/** Values from the simplest on; only those before the present one are tried. */
type Ladder = readonly unknown[];

const PROTECTIONS: Ladder = [['PROT_READ', 'PROT_WRITE'], ['PROT_READ'], []];
/** What is asked of mprotect: to take writing away is what most stories are about. */
const CHANGES: Ladder = [['PROT_READ'], [], ['PROT_READ', 'PROT_WRITE']];

/** One place everywhere: stories of one page stay stories of one page. */
export function* simplerPlaces(trace: Trace): Generator<Trace> {
  for (const place of new Set(trace.steps.flatMap(placesOf))) {
    for (const simple of simplerThan(place, placeLadder(trace, place)))
      yield replaced(trace, (other) => (other === place ? simple : other));
  }
}

/** A range becomes the one page that another step is about. */
export function* rangesToPages(trace: Trace): Generator<Trace> {
  const { page } = unitsOf(trace);
  for (const [i, step] of trace.steps.entries()) {
    if ((step.call !== 'mprotect' && step.call !== 'munmap' && step.call !== 'madvise') || step.length === page) continue;
    const others = new Set(trace.steps.filter((_, j) => j !== i).flatMap(placesOf));
    for (const addr of others) yield { ...trace, steps: trace.steps.with(i, { ...step, addr, length: page }) };
  }
}

/** One region stands for another. */
export function* mergeRegions(trace: Trace): Generator<Trace> {
  const names = Object.keys(trace.regions ?? {});
  for (const [i, leaving] of names.entries()) {
    if (!trace.steps.flatMap(placesOf).some((place) => isIn(place, leaving))) continue;
    for (const standing of names.slice(0, i))
      yield replaced(trace, (place) => (isIn(place, leaving) ? standing + place.slice(leaving.length) : place));
  }
}

function isIn(place: string, region: string): boolean {
  return !isAbsolute(place) && regionOf(place) === region;
}

export function* simplerArguments(trace: Trace): Generator<Trace> {
  for (const [i, step] of trace.steps.entries()) {
    for (const simple of simplerSteps(trace, step)) yield { ...trace, steps: trace.steps.with(i, simple) };
  }
}

/** Another geometry, smaller files, no pages with numbers on them. */
export function* simplerWorld(trace: Trace): Generator<Trace> {
  if (trace.geometry !== undefined) {
    const { geometry: _, ...rest } = trace;
    yield rest;
  }
  for (const [name, file] of Object.entries(trace.files)) {
    if (file === undefined) continue;
    const { slot } = unitsOf(trace);
    for (const size of simplerThan(file.size, [slot])) yield { ...trace, files: { ...trace.files, [name]: { ...file, size } } };
    if (file.content === 'page-numbers') yield { ...trace, files: { ...trace.files, [name]: { size: file.size } } };
  }
}

function unitsOf({ geometry = DEFAULT_GEOMETRY }: Trace): { page: string; slot: string; twoSlots: string } {
  const shift = pageShift(geometry.pageSize);
  const { entriesPerTable: slot } = geometry;
  return { page: toHex(1, 0, shift), slot: toHex(slot, 0, shift), twoSlots: toHex(2 * slot, 0, shift) };
}

function placeLadder(trace: Trace, place: string): string[] {
  const { page, slot } = unitsOf(trace);
  const bases = isAbsolute(place) ? Object.keys(trace.regions ?? {}) : [regionOf(place)];
  return bases.flatMap((base) => [base, `${base}+${page}`, `${base}+${slot}`]);
}

function simplerThan<T>(value: T, ladder: readonly T[]): readonly T[] {
  const at = ladder.findIndex((rung) => JSON.stringify(rung) === JSON.stringify(value));
  return at < 0 ? ladder : ladder.slice(0, at);
}

function replaced(trace: Trace, change: (place: string) => string): Trace {
  const steps = trace.steps.map((step) => {
    if (!('addr' in step) || step.addr === undefined) return step;
    const moved = { ...step, addr: change(step.addr) };
    return moved.call === 'mremap' && moved.newAddr !== undefined ? { ...moved, newAddr: change(moved.newAddr) } : moved;
  });
  return { ...trace, steps };
}

function* simplerSteps(trace: Trace, step: Step): Generator<Step> {
  const { page, slot, twoSlots } = unitsOf(trace);
  const lengths: Ladder = step.call === 'mmap' ? [slot, page, twoSlots] : [page, slot, twoSlots];
  yield* leftOut(step, ['note', 'expect']);
  if (step.call !== 'open') yield* leftOut(step, ['as', 'offset']);
  yield* changed(step, 'addr', 'addr' in step && step.addr !== undefined ? placeLadder(trace, step.addr) : []);
  for (const property of ['length', 'newLength', 'oldLength']) yield* changed(step, property, lengths);
  yield* changed(step, 'offset', [slot, page]);
  yield* changed(step, 'prot', step.call === 'mprotect' ? CHANGES : PROTECTIONS);
  yield* changed(step, 'value', [1]);
  yield* changed(step, 'size', [slot, page]);
  if (step.call === 'open') yield* changed(step, 'flags', [['O_RDWR']]);
  else if ('flags' in step) for (const flag of step.flags) yield { ...step, flags: step.flags.filter((other) => other !== flag) } as Step;
}

function* leftOut(step: Step, properties: readonly string[]): Generator<Step> {
  for (const property of properties) {
    if (Object.hasOwn(step, property))
      yield Object.fromEntries(Object.entries(step).filter(([key]) => key !== property)) as unknown as Step;
  }
}

/** The step with a property further down its ladder. What the schema does not admit is refused as any candidate is. */
function* changed(step: Step, property: string, ladder: Ladder): Generator<Step> {
  if (!Object.hasOwn(step, property)) return;
  const now = (step as unknown as Readonly<Record<string, unknown>>)[property];
  for (const value of simplerThan(now, ladder)) yield { ...step, [property]: value };
}
