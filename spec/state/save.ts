/**
 * SAVE: what the judge knows of the world, as words. Two worlds have the same words under two namings when no rule and no call can ever
 * tell them apart, but for these names. What only the sentences of verdicts tell is left out: who wrote a byte, how a sharer left. So are
 * regions that nothing leads to any more, and where the next read of a descriptor begins.
 */
import { wideWords } from '../../schemas/words.ts';
import type { Naming } from '../../schemas/words.ts';
import type { ByteState } from '../bytes.ts';
import type { RangeMap } from '../range-map.ts';
import type { Named } from '../named.ts';
import type { Background, Cell, FileState, Mapping, ProcessState, Protection, Region, World } from '../world.ts';
import { FAR, KINDS, THROUGH } from './codes.ts';
import { placedWords } from './placed-words.ts';
import { isFresh, stepsOf } from './steps.ts';
import type { Asked, Steps } from './steps.ts';
import { survey } from './survey.ts';
import type { Survey } from './survey.ts';

type Words = number[];
type Protections = RangeMap<Protection>;

interface Writing extends Survey {
  readonly asked: Asked;
  readonly steps: Steps;
  /** Protections that several mappings have in common are written once. */
  readonly protections: readonly Protections[];
}

/** Somebody who does not live any more; nobody at all. */
const GONE = -2;
const NOBODY = -1;
/** The step of what was so from the beginning. */
const NEVER = -1;

/** Writes the world behind what `out` holds. Everybody who lives must have a place in the naming. */
export function saveWorld(world: World, naming: Naming, asked: Asked, out: number[]): void {
  const s = survey(world, naming);
  const w: Writing = { ...s, asked, steps: stepsOf(s, asked), protections: protectionsOf(s) };
  out.push(w.files.length, w.regions.length, w.protections.length, forgottenBits(w));
  for (const file of w.files) saveFile(w, file, out);
  for (const protections of w.protections) saveProtections(w, protections, out);
  for (const region of w.regions) saveRegion(w, region, out);
  out.push(world.mounts.length);
  for (const names of world.mounts) saveMount(w, names, out);
  for (const process of w.processes) saveProcess(w, process, out);
  saveSorted(
    [...world.ended].flatMap((key) => endedWords(w, key)),
    4,
    out,
  );
  saveSorted(vacatedWords(w), 3, out);
  saveSorted(
    [...world.storedAt].flatMap(([page, file]) => [page, file === null ? -1 : w.files.indexOf(file)]),
    2,
    out,
  );
  saveSorted(
    [...world.baselines].flatMap(([names, bytes]) => baselineWords(w, names, bytes)),
    2,
    out,
  );
}

function protectionsOf(s: Survey): Protections[] {
  const all = new Set(s.regions.map((region) => region.protection));
  for (const process of s.processes) for (const mapping of process?.mappings ?? []) all.add(mapping.protection);
  return [...all];
}

function who(w: Writing, name: string): number {
  if (name === '') return NOBODY;
  const number = w.naming.processes.indexOf(name);
  return number >= 0 && w.processes[number] !== undefined ? number : GONE;
}

/** Tuples of `width` numbers, flat, in order. */
function saveSorted(flat: readonly number[], width: number, out: Words): void {
  const tuples: number[][] = [];
  for (let i = 0; i < flat.length; i += width) tuples.push(flat.slice(i, i + width));
  tuples.sort((a, b) => a.map((n, i) => n - b[i]!).find((difference) => difference !== 0) ?? 0);
  out.push(tuples.length);
  for (const tuple of tuples) out.push(...tuple);
}

/** That there was a region which nothing leads to any more, and a range of a domain that nobody holds: of these only that matters. */
function forgottenBits({ world, regions, domains }: Writing): number {
  const ranges = world.vacated.some(({ domain }) => !domains.has(domain));
  return Number(world.regions.length > regions.length) | (Number(ranges) << 1);
}

/** Ranges of domains that somebody holds, each once. */
function vacatedWords({ world, domains }: Writing): number[] {
  const ranges = new Map<string, number[]>();
  for (const { domain, start, end } of world.vacated) {
    const number = domains.get(domain);
    if (number !== undefined) ranges.set(`${number} ${start} ${end}`, [number, start, end]);
  }
  return [...ranges.values()].flat();
}

/** A key is `file offset start pages`. */
function endedWords(w: Writing, key: string): number[] {
  const [file = '', offset, start, pages] = key.split(' ');
  return [w.files.findIndex(({ name }) => name === file), Number(offset), Number(start), Number(pages)];
}

/** Who lived, as bits; what nobody who is gone was there for cannot be asked again. */
function baselineWords(w: Writing, names: string, bytes: number | undefined): number[] {
  const numbers = names.split(' ').map((name) => who(w, name));
  return bytes === undefined || numbers.includes(GONE) ? [] : [numbers.reduce((bits, number) => bits | (1 << number), 0), bytes];
}

/** The names in msharefs, by their number among those of the trace. */
function saveMount(w: Writing, names: ReadonlyMap<string, FileState>, out: Words): void {
  const known = [...w.world.namesInMsharefs];
  saveSorted(
    [...names].flatMap(([name, file]) => [known.indexOf(name), w.files.indexOf(file)]),
    2,
    out,
  );
}

/** Of what lies in msharefs, or is the file of a region without a name. */
function nameWords(w: Writing, file: FileState): number[] {
  if (file.kind === 'bytes') return [];
  const known = [...w.world.namesInMsharefs].indexOf(file.name);
  return [known >= 0 ? known : -1 - w.regions.findIndex((region) => region.file === file)];
}

function saveFile(w: Writing, file: FileState, out: Words): void {
  const { steps } = w;
  out.push(Number(file.anonymous), KINDS.indexOf(file.kind), ...nameWords(w, file), ...wideWords(file.pages), file.tail);
  for (const name of ['shrunkAt', 'dontneedAt', 'removedAt'] as const) out.push(steps.of(file, name));
  saveCells(w, file.cells, 0, Infinity, out);
  saveBackground(w, file, out);
  saveSorted([...file.cut].flat(), 2, out);
  saveSorted([...file.privateStores], 1, out);
  saveSorted(w.asked.unshared ? [...new Set([...file.protectors].map((name) => who(w, name)))] : [], 1, out);
}

function saveCells(w: Writing, cells: ReadonlyMap<number, ReadonlyMap<number, Cell>>, from: number, to: number, out: Words): void {
  const pages = [...cells].filter(([page, inner]) => page >= from && page < to && inner.size > 0).toSorted(([a], [b]) => a - b);
  out.push(pages.length);
  for (const [page, inner] of pages) {
    out.push(page, inner.size);
    for (const [offset, cell] of [...inner].toSorted(([a], [b]) => a - b)) out.push(offset, ...cellWords(w, cell));
  }
}

function cellWords({ steps }: Writing, cell: Cell): number[] {
  const past = pastOf(cell);
  return [cell.value, THROUGH.indexOf(cell.through), steps.of(cell, 'step'), cell.or ?? -1, past.length, ...past];
}

/** Earlier values, each once. */
function pastOf({ value, past }: Pick<ByteState, 'value' | 'past'>): number[] {
  return [...new Set(past)].filter((other) => other !== value).toSorted((a, b) => a - b);
}

function saveBackground({ steps }: Writing, file: FileState, out: Words): void {
  const words = file.background
    .all()
    .map(({ zero, through }: Background, i) => [Number(zero), THROUGH.indexOf(through), steps.of(file, i)]);
  saveRuns(words, file.background.begins(), out);
}

/** `values[0]` is the default, `values[i + 1]` begins at `begins[i]`; neighbours that are alike are one. */
function saveRuns(values: readonly (readonly number[])[], begins: readonly number[], out: Words): void {
  const count = out.push(0) - 1;
  let last = values[0]!;
  out.push(...last);
  values.slice(1).forEach((value, i) => {
    if (begins[i]! >= FAR || (value.length === last.length && value.every((word, k) => word === last[k]))) return;
    out.push(begins[i]!, ...value);
    out[count]!++;
    last = value;
  });
}

/** Where a region shares it, page by page: a step number of its own belongs to each. */
function saveProtections(w: Writing, protections: Protections, out: Words): void {
  const region = w.regions.find((candidate) => candidate.protection === protections);
  if (region === undefined) {
    const all = protections.all().map((value) => protectionWords(w, settled(value), 0));
    return saveRuns(all, protections.begins(), out);
  }
  const pages = Array.from({ length: region.pages }, (_, i) => region.start + i);
  const values = pages.map((page) => {
    const value = protections.at(page);
    return protectionWords(w, isFresh(region, page) ? value : settled(value), value.step < 0 ? NEVER : w.steps.of(region, page));
  });
  const rest = protectionWords(w, protections.rest, protections.rest.step < 0 ? NEVER : 0);
  saveRuns([rest, ...values, rest], [...pages, region.start + region.pages], out);
}

/** A protection of which only this matters still: what it is, and whether it was ever changed. */
function settled(value: Protection): Protection {
  return { ...value, by: value.by === '' ? '' : SOMEBODY, before: value.prot };
}

/** The name of nobody who lives. */
const SOMEBODY = 'gone';

function protectionWords(w: Writing, { prot, by, before }: Protection, step: number): number[] {
  return [prot, who(w, by), step, before];
}

function saveRegion(w: Writing, region: Region, out: Words): void {
  const { file, offset, start, pages, mode, sharers, sure, again, departure, named } = region;
  const key = [w.files.indexOf(file), offset, start, pages];
  const left = [departure === undefined ? NOBODY : who(w, departure.by), Number(departure?.how === 'exit')];
  const log = [...region.log].toSorted(([a], [b]) => a - b);
  out.push(...key, mode, w.protections.indexOf(region.protection), sharers, Number(sure), Number(again), ...left, log.length);
  for (const [page, entry] of log) {
    out.push(page, w.steps.of(entry, 'accessed'));
    saveSorted(cachedWords(w, entry), 2, out);
  }
  out.push(w.domains.get(region.domain) ?? 0, Number(named !== undefined));
  if (named !== undefined) saveNamed(w, named, out);
}

function saveNamed(w: Writing, { sized, start, owner, uses, rights, contents }: Named, out: Words): void {
  out.push(Number(sized), start, who(w, owner), uses, rights);
  const words = contents.all().map((placed) => {
    const copies: number[] = [];
    if (placed.copies !== undefined) saveCells(w, placed.copies, 0, Infinity, copies);
    return placedWords(placed, placed.file === undefined ? NOBODY : w.files.indexOf(placed.file), w.steps.of(placed, 'step'), copies);
  });
  saveRuns(words, contents.begins(), out);
}

/** Who reached a page on which CPU, and when. Of those who are gone only the latest counts. */
function cachedWords(w: Writing, entry: { readonly cached: readonly number[] }): number[] {
  const words: number[] = [];
  let gone = -1;
  for (let i = 0; i < entry.cached.length; i += 2) {
    const [index, cpu] = [Math.floor(entry.cached[i]! / 64), entry.cached[i]! % 64];
    const number = w.processes.findIndex((process) => process?.index === index);
    if (number >= 0) words.push(number * 64 + w.cpuNumbers[cpu]!, w.steps.of(entry, i));
    else gone = Math.max(gone, w.steps.of(entry, i));
  }
  return gone < 0 ? words : [...words, GONE, gone];
}

function saveProcess(w: Writing, process: ProcessState | undefined, out: Words): void {
  if (process === undefined) return void out.push(-1);
  const { descriptors, mappings, left, idleBytes } = process;
  const closed = process.closedAt < 0 ? 0 : 1;
  out.push(mappings.length, w.steps.of(process, 'closedAt'), closed, idleBytes, w.domains.get(process.domain)!);
  const held = w.naming.descriptors.flatMap((name, i) => {
    const descriptor = descriptors.get(name);
    if (!descriptors.has(name)) return [];
    return descriptor === undefined ? [i, -1, 0] : [i, w.files.indexOf(descriptor.file), bits(descriptor)];
  });
  saveSorted(held, 3, out);
  const gone = left.flatMap(({ start, end, how }) => [start, end, Number(how === 'exec')]);
  saveSorted(gone, 3, out);
  for (const mapping of mappings) saveMapping(w, mapping, out);
}

function bits({ readable, writable, cloexec }: { readable: boolean; writable: boolean; cloexec: boolean }): number {
  return Number(readable) | (Number(writable) << 1) | (Number(cloexec) << 2);
}

function saveMapping(w: Writing, mapping: Mapping, out: Words): void {
  const { start, end, file, offset, base, shared, mayWrite, reasons, region, forked } = mapping;
  const flags = Number(shared) | (Number(mayWrite) << 1) | (Number(forked) << 2);
  const number = region === undefined ? -1 : w.regions.indexOf(region);
  const protections = w.protections.indexOf(mapping.protection);
  out.push(start, end, w.files.indexOf(file), offset, base, reasons, flags, number, protections, w.steps.of(mapping, 'born'));
  saveCells(w, mapping.copies ?? NO_COPIES, start, end, out);
}

const NO_COPIES: ReadonlyMap<number, ReadonlyMap<number, Cell>> = new Map();
