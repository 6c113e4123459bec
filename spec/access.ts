/** Loads and stores: what the world says of one access, for the rules to judge. */
import type { LoadCall, StoreCall } from '../schemas/generated/types.ts';
import { type ByteState, byteAt, copyPage, writeByte } from './bytes.ts';
import { ACCESS } from './features.ts';
import { lingeringAt } from './lingering.ts';
import type { Claim } from './rule.ts';
import {
  EXEC,
  type Mapping,
  type Place,
  type PageLog,
  type ProcessState,
  type Protection,
  type Region,
  WRITE,
  type World,
  mappingAt,
  noteReached,
  placeOf,
  protectionAt,
  whereOf,
} from './world.ts';
import { seenThrough } from './windows.ts';

export interface AccessView {
  readonly kind: 'access';
  readonly call: LoadCall | StoreCall;
  readonly world: World;
  readonly process: ProcessState;
  readonly step: number;
  readonly page: number;
  readonly offset: number;
  /** The byte to store; undefined for a load. */
  readonly value: number | undefined;
  readonly mapping: Mapping | undefined;
  readonly region: Region | undefined;
  readonly protection: Protection | undefined;
  readonly log: PageLog | undefined;
  /** Page in the region's own numbering; the page itself where nothing shares. */
  readonly regionPage: number;
  /** What the process has mapped there: the window, where `mapping` is what is seen through it. */
  readonly window: Mapping | undefined;
  /** Where the translation may be cached. */
  readonly where: number;
  /** `lingering`: the file shrank while a call of the process is unmapping the page; nothing is certain until that returns. */
  readonly says: 'no-mapping' | 'denied' | 'beyond-end' | 'allowed' | 'either' | 'lingering';
  /** It would be allowed, were there memory for a table or a page. */
  readonly mayLackMemory: boolean;
  /** The byte before the access; undefined where nothing is mapped. */
  readonly byte: ByteState | undefined;
  /** The byte that may still be reached where a translation lingers. */
  readonly lingers: number | undefined;
  /** Bits of ACCESS. */
  readonly features: number;
  /** What a load may show, once a rule has asked. */
  shown: Claim | undefined;
}

export function viewAccess(world: World, process: ProcessState, call: LoadCall | StoreCall, step: number): AccessView {
  const place = placeOf(world, call.addr);
  const window = mappingAt(process, place.page);
  const region = window?.region;
  const mapping = region?.named ? seenThrough(window!, place.page) : window;
  const regionPage = window ? place.page - window.base : place.page;
  const protection = mapping && protectionAt(mapping, place.page);
  const value = call.call === 'store' ? call.value : undefined;
  const decided =
    mapping && protection ? decideThrough(world, window!, mapping, protection, place.page, value !== undefined) : 'no-mapping';
  // Without memory for a table or a page even what is allowed may fault.
  const mayLackMemory = decided === 'allowed' && call.fail !== undefined;
  const permitted = mayLackMemory ? 'either' : decided;
  const old = mapping && world.leaving.length > 0 ? lingeringAt(world, process, mapping, place.page) : undefined;
  const says = old ? 'lingering' : permitted;
  return {
    kind: 'access',
    call,
    world,
    process,
    step,
    page: place.page,
    offset: place.offset,
    value,
    mapping,
    region,
    protection,
    log: region?.log.get(regionPage),
    regionPage,
    window,
    where: whereOf(process, call.cpu ?? 0),
    says,
    mayLackMemory,
    byte: mapping && byteOf(mapping, place.page, place.offset),
    lingers: old && byteIn(old, process, place),
    features: (value === undefined ? ACCESS.load : 0) | (mapping ? ofMapping(mapping, protection!, says) : ofNothing(region, process)),
    shown: undefined,
  };
}

function ofNothing(region: Region | undefined, { left }: ProcessState): number {
  return (region ? ACCESS.hole : 0) | (left.length > 0 ? ACCESS.left : 0);
}

function ofMapping({ file, region, forked }: Mapping, protection: Protection, says: AccessView['says']): number {
  const onFile = ACCESS.mapped | (file.shrunkAt >= 0 ? ACCESS.shrunk : 0) | (file.dontneedAt >= 0 ? ACCESS.dontneed : 0);
  if (!region) return onFile | ACCESS.unshared;
  const changed = protection.by !== '' && says !== 'beyond-end' ? ACCESS.changed : 0;
  const named = region.named ? ACCESS.window : 0;
  return onFile | ACCESS.region | named | changed | (forked ? ACCESS.forked : 0) | (region.departure ? ACCESS.departed : 0);
}

/** Where windows edit their region, what one was asked for and opened with may count as well. */
function decideThrough(
  world: World,
  window: Mapping,
  mapping: Mapping,
  protection: Protection,
  page: number,
  store: boolean,
): Exclude<AccessView['says'], 'lingering'> {
  const decided = decide(world, mapping, protection, page, store);
  if (decided !== 'allowed' || !window.region?.named || world.traits.mprotect !== 'region') return decided;
  const choice = world.choices['q-window-rights'];
  const limits = protection.by === '' && choice !== 'region' && !allows(window.protection.rest.prot, store);
  if (limits) return choice === 'window' ? 'denied' : 'either';
  return store && !window.mayWrite ? readOnlyOpener(world) : decided;
}

function decide(
  world: World,
  mapping: Mapping,
  protection: Protection,
  page: number,
  store: boolean,
): Exclude<AccessView['says'], 'lingering'> {
  if (!allows(protection.prot, store)) return 'denied';
  // With protection keys, and on other machines, execute-only pages cannot be read.
  if (!store && protection.prot === EXEC) return 'either';
  if (mapping.offset + (page - mapping.start) >= mapping.file.pages) return 'beyond-end';
  if (store && mapping.shared && !mapping.mayWrite) return readOnlyOpener(world);
  return 'allowed';
}

/** Only a region's protection can ask this: a mapping's own never allows what its descriptor does not. */
function readOnlyOpener(world: World): 'allowed' | 'denied' | 'either' {
  const choice = world.choices['q-read-only-opener'];
  if (choice === 'region') return 'allowed';
  return choice === 'refuse' ? 'denied' : 'either';
}

/** Any right lets a page be read, as on x86; PROT_WRITE lets it be written. */
export function allows(prot: number, store: boolean): boolean {
  return store ? (prot & WRITE) !== 0 : prot !== 0;
}

function byteIn(old: World, { name }: ProcessState, { page, offset }: Place): number | undefined {
  const process = old.processes.get(name);
  const mapping = process && mappingAt(process, page);
  return mapping && byteOf(mapping, page, offset).value;
}

function byteOf(mapping: Mapping, page: number, offset: number): ByteState {
  const own = mapping.copies?.get(page)?.get(offset);
  return own ?? byteAt(mapping.file, mapping.offset + (page - mapping.start), offset);
}

/** The values that a load may show. Only a private page that is still the file's may lag behind the file. */
export function permittedValues(view: AccessView): readonly number[] {
  const { byte, mapping, lingers } = view;
  if (!byte || !mapping) return [];
  if (lingers !== undefined) return [byte.value, lingers];
  if (byte.or !== undefined) return [byte.value, byte.or];
  const lags = !mapping.shared && !mapping.file.anonymous;
  return lags && byte.through !== 'private' ? [byte.value, ...byte.past] : [byte.value];
}

/** Follows what was seen. */
export function advanceAccess(view: AccessView, succeeded: boolean): void {
  const { region, regionPage, step } = view;
  if (region) {
    let log = view.log;
    if (!log) region.log.set(regionPage, (log = { accessed: step, cached: [] }));
    log.accessed = step;
    // A translation that lingers shows what was there, and fills nothing.
    if (succeeded && view.says !== 'lingering') noteReached(log, view.where, step);
  }
  if (succeeded && view.value !== undefined) store(view, view.value);
  for (const { old } of view.world.leaving) followIn(old, view, succeeded);
}

function followIn(old: World, { process, call, step }: AccessView, succeeded: boolean): void {
  const then = old.processes.get(process.name);
  if (then) advanceAccess(viewAccess(old, then, call, step), succeeded);
}

function store(view: AccessView, value: number): void {
  const { mapping, page, offset, step, process } = view;
  if (!mapping) return;
  const filePage = mapping.offset + (page - mapping.start);
  const { storedAt } = view.world;
  const known = storedAt.get(page);
  if (known !== mapping.file) storedAt.set(page, known === undefined ? mapping.file : null);
  if (mapping.shared) {
    // Through a translation that lingers it may go where the page went that the file has lost.
    const or = view.says === 'lingering' ? (view.byte!.or ?? view.byte!.value) : undefined;
    writeByte(mapping.file, filePage, { offset, value, or }, process.name, mapping.region ? 'region' : 'plain', step);
    return;
  }
  mapping.file.privateStores.add(filePage);
  copyPage(mapping, page).set(offset, { value, past: [], by: process.name, through: 'private', step, or: undefined });
}
