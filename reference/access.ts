import { ACCESSED, DIRTY, WRITABLE } from '../schemas/contract.ts';
import { offsetOf, pageOf } from '../schemas/address.ts';
import type { Outcome } from '../schemas/generated/types.ts';
import { BEYOND_FILE, DONE, NO_MEMORY, NOT_ALLOWED, NOT_MAPPED, byteLoaded } from './answers.ts';
import type { Frame } from './frames.ts';
import { Gather } from './gather.ts';
import type { Machine } from './machine.ts';
import type { Mm } from './mm.ts';
import { bitsOf } from './protect.ts';
import { freeStage } from './stage.ts';
import type { Plan, Stage } from './stage.ts';
import { TARGET_SHIFT } from './table.ts';
import type { Table } from './table.ts';
import { WRITE } from './vma.ts';
import type { Vma } from './vma.ts';
import { ensureTable, missingTables } from './walk.ts';

/** A load or store on its way: the CPU tries, the kernel handles the fault, the CPU tries again. */
export interface AccessPlan extends Plan {
  readonly mm: number;
  readonly cpu: number;
  readonly page: number;
  readonly offset: number;
  /** The byte to store, or -1 for a load. */
  readonly value: number;
}

/** `value`: the byte to store, or -1 for a load. */
export function accessPlan(machine: Machine, mm: Mm, cpu: number, addr: string, value: number): AccessPlan {
  const { shift } = machine.layout;
  return { outcome: DONE, gather: undefined, mm: mm.id, cpu, page: pageOf(addr, shift), offset: offsetOf(addr, shift), value };
}

const translate: Stage<AccessPlan> = {
  label: 'translate',
  run(machine, plan) {
    const frame = machine.translate(plan.cpu, machine.mm(plan.mm), plan.page, plan.value >= 0);
    if (frame === 0) return undefined;
    plan.outcome = touch(machine, machine.frames.at(frame), plan);
    return 'done';
  },
};

// @rule stores-seen-by-sharers
function touch(machine: Machine, frame: Frame, plan: AccessPlan): Outcome {
  if (plan.value < 0) return byteLoaded(machine.frames.read(frame, plan.offset));
  machine.frames.write(frame, plan.offset, plan.value);
  return DONE;
}

const check: Stage<AccessPlan> = {
  label: 'check',
  run(machine, plan) {
    machine.faults++;
    const outcome = verdictOf(machine, machine.mm(plan.mm), plan);
    if (outcome === undefined) return undefined;
    plan.outcome = outcome;
    return 'done';
  },
};

/** Why the access must fail, or undefined. */
// @rule fault-owed
// @rule hole-faults
function verdictOf(machine: Machine, mm: Mm, plan: AccessPlan): Outcome | undefined {
  const vma = mm.vmas.find(plan.page);
  const ruling = vma === undefined ? undefined : machine.rulingVma(vma, plan.page);
  if (vma === undefined || ruling === undefined) return NOT_MAPPED;
  const prot = machine.protOver(vma, ruling);
  if (plan.value < 0 ? prot === 0 : (prot & WRITE) === 0) return NOT_ALLOWED;
  if (isBeyondEnd(ruling, plan.page + vma.delta)) return BEYOND_FILE;
  if (machine.allowAllocation === undefined) return undefined;
  return machine.reserve(tablesNeeded(machine, mm, vma, plan.page), framesNeeded(machine, mm, vma, ruling, plan)) ? undefined : NO_MEMORY;
}

/** Does the page lie beyond the end of the file that is mapped there? */
export function isBeyondEnd(vma: Vma, page: number): boolean {
  return vma.file !== undefined && vma.filePage(page) >= vma.file.endPage;
}

function tablesNeeded(machine: Machine, mm: Mm, vma: Vma, page: number): number {
  if (vma.region === undefined) return missingTables(machine, mm, page, 1);
  return missingTables(machine, vma.region.host, page + vma.delta, 1) + missingTables(machine, mm, page, machine.unitLevel);
}

function framesNeeded(machine: Machine, mm: Mm, vma: Vma, ruling: Vma, plan: AccessPlan): number {
  const page = plan.page + vma.delta;
  const entry = machine.descend(vma.region?.host ?? mm, page, 1)?.get(page & machine.layout.mask) ?? 0;
  const cached = ruling.file === undefined || ruling.file.cache.has(ruling.filePage(page)) ? 0 : 1;
  if (ruling.shared) return entry === 0 ? cached : 0;
  const own =
    entry === 0 ? ruling.file === undefined || plan.value >= 0 : plan.value >= 0 && !isOwn(machine.frames.at(entry >>> TARGET_SHIFT));
  return (entry === 0 ? cached : 0) + (own ? 1 : 0);
}

/** A guest's entry of the shared level is taken from the host, whose table below it is made when it is missing. */
const link: Stage<AccessPlan> = {
  label: 'link',
  run(machine, plan) {
    const mm = machine.mm(plan.mm);
    const vma = mm.vmas.find(plan.page);
    if (vma === undefined) return 'restart';
    if (vma.region === undefined) machine.shareAtFault(mm, vma, plan.page);
    else machine.link(mm, plan.page, ensureTable(machine, vma.region.host, plan.page + vma.delta, machine.unitLevel - 1));
    return undefined;
  },
};

/** The leaf entry is made: in the host's table where the mapping is shared. */
const fill: Stage<AccessPlan> = {
  label: 'fill',
  run(machine, plan) {
    const mm = machine.mm(plan.mm);
    const vma = mm.vmas.find(plan.page);
    const ruling = vma === undefined ? undefined : machine.rulingVma(vma, plan.page);
    if (vma === undefined || ruling === undefined) return 'restart';
    const page = plan.page + vma.delta;
    // The file may have shrunk since the check: a page beyond its end would outlive the truncation.
    if (isBeyondEnd(ruling, page)) return 'restart';
    const owner = vma.region?.host ?? mm;
    fillEntry(machine, owner, ensureTable(machine, owner, page, 1), ruling, page, plan);
    return undefined;
  },
};

// @rule fault-fills-host
// @rule entry-maps-file-page
// @rule presence-follows-table
export function fillEntry(machine: Machine, owner: Mm, leaf: Table, ruling: Vma, page: number, plan: AccessPlan): void {
  const index = page & machine.layout.mask;
  const before = leaf.get(index);
  const store = plan.value >= 0;
  const frame =
    before === 0 ? newFrame(machine, ruling, page, store) : ownFrame(machine, machine.frames.at(before >>> TARGET_SHIFT), ruling, store);
  const entry = entryFor(frame, ruling, store) | (before & KEPT);
  if (entry === before) return;
  const isNew = before >>> TARGET_SHIFT !== frame.id;
  if (isNew && before !== 0) breakEntry(machine, owner, page, plan, before >>> TARGET_SHIFT);
  machine.setLeaf(leaf, index, entry);
  if (isNew) frame.refs++;
}

// @rule private-copy-private
// @rule other-files-untouched
function newFrame(machine: Machine, vma: Vma, page: number, store: boolean): Frame {
  if (vma.file === undefined) return machine.allocateFrame(0);
  const cached = machine.cachedFrame(vma.file, vma.filePage(page));
  return store && !vma.shared ? copyOf(machine, cached) : cached;
}

/** A store to a private mapping needs a frame that nobody else refers to. */
function ownFrame(machine: Machine, frame: Frame, vma: Vma, store: boolean): Frame {
  return vma.shared || !store || isOwn(frame) ? frame : copyOf(machine, frame);
}

function isOwn(frame: Frame): boolean {
  return frame.refs === 1;
}

function copyOf(machine: Machine, frame: Frame): Frame {
  const copy = machine.allocateFrame(0);
  machine.frames.copy(frame, copy);
  return copy;
}

/** The marks of an entry, and write access that a private page has won. */
const KEPT = ACCESSED | DIRTY | WRITABLE;

/** A private entry is writable only after a store has made the frame its own. */
function entryFor(frame: Frame, vma: Vma, store: boolean): number {
  const bits = bitsOf(vma.prot);
  const allowed = vma.shared || store ? bits : bits & ~WRITABLE;
  return (frame.id << TARGET_SHIFT) | allowed | (store ? ACCESSED | DIRTY : ACCESSED);
}

/** Break before make: while one thread stores to the new frame, none may reach the old one, which is released after. */
function breakEntry(machine: Machine, owner: Mm, page: number, plan: AccessPlan, frame: number): void {
  plan.gather = new Gather(plan.mm, plan.cpu);
  plan.gather.flush(owner, page, page + 1, false);
  machine.flushAll(plan.gather);
  plan.gather.frames.push(frame);
}

const retry: Stage<AccessPlan> = {
  label: 'retry',
  local: true,
  run(_machine, plan) {
    plan.gather = undefined;
    return 'restart';
  },
};

export const accessStages: readonly Stage<AccessPlan>[] = [translate, check, link, fill, freeStage, retry];
