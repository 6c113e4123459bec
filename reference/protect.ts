import { NO_EXECUTE, PRESENT, USER, WRITABLE } from '../schemas/contract.ts';
import type { Memory } from './memory.ts';
import type { Mm } from './mm.ts';
import type { Table } from './table.ts';
import { EXEC, WRITE } from './vma.ts';
import type { Vma } from './vma.ts';
import { visitLeaves } from './walk.ts';

const PROTECTION = PRESENT | WRITABLE | USER | NO_EXECUTE;

/**
 * The protection bits of a leaf entry. Without any access the entry keeps its frame but is not present. Any access
 * allows loads, as on x86.
 */
export function bitsOf(prot: number): number {
  if (prot === 0) return 0;
  return PRESENT | USER | ((prot & WRITE) !== 0 ? WRITABLE : 0) | ((prot & EXEC) !== 0 ? 0 : NO_EXECUTE);
}

/** Sets the protection of a range that is mapped throughout: VMAs first, then the entries that are there. */
// @rule protect-exact-pages
export function protectRange(machine: Memory, mm: Mm, start: number, end: number, prot: number): void {
  mm.vmas.splitAt(start);
  mm.vmas.splitAt(end);
  for (const vma of mm.vmas.within(start, end)) {
    vma.prot = prot;
    protectEntries(machine, mm, vma, vma.start, vma.end, prot);
  }
}

/** As protectRange, the entries alone, of a range of one VMA. */
export function protectEntries(machine: Memory, mm: Mm, { shared }: Vma, start: number, end: number, prot: number): void {
  visitLeaves(machine, mm, start, end, shared ? protectShared : protectPrivate, bitsOf(prot));
}

// @rule entry-obeys-protection
// @rule protect-cost-flat
function protectShared(machine: Memory, leaf: Table, _base: number, from: number, to: number, bits: number): void {
  for (let i = leaf.next(from); i >= 0 && i < to; i = leaf.next(i + 1)) setProtection(machine, leaf, i, bits);
}

/** A private entry never becomes writable here: the next store decides whether the page must be copied. */
function protectPrivate(machine: Memory, leaf: Table, _base: number, from: number, to: number, bits: number): void {
  for (let i = leaf.next(from); i >= 0 && i < to; i = leaf.next(i + 1)) {
    setProtection(machine, leaf, i, bits & (leaf.get(i) | ~WRITABLE));
  }
}

function setProtection(machine: Memory, leaf: Table, index: number, bits: number): void {
  const before = leaf.get(index);
  const after = (before & ~PROTECTION) | bits;
  if (after !== before) machine.setLeaf(leaf, index, after);
}
