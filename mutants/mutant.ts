import { Machine, MachineBody, abilities } from '../reference/index.ts';
import type { Body } from '../schemas/contract.ts';

/** What a vice is added to, and what comes of it. */
export type MachineClass = new () => Machine;

/** A body with one vice: the reference, but for one decision. */
export interface Mutant {
  /** Kebab case; the same as the file. */
  readonly name: string;
  /** One sentence: what it does wrong. */
  readonly title: string;
  /** Where the vice was seen: a commit, a CVE, a message, a posted series. */
  readonly source: string;
  /** The rules that speak of the vice: it must be caught by each. */
  readonly rules: readonly string[];
  /** The other rules that it breaks in the stories, as a consequence; nothing else may be broken (`npm run mutants`). */
  readonly follows?: readonly string[];
  create(): Body;
}

/** Puts a faulty machine behind the contract of a body. */
export function faultyBody(name: string, machine: Machine): MachineBody {
  return new MachineBody(describe(name), machine);
}

/** What every mutant says of itself. */
export function describe(name: string): MachineBody['description'] {
  return {
    name: `mutant:${name}`,
    generations: ['map-shared-pt'],
    shows: ['tables', 'tlb', 'counts', 'caches', 'table-bytes', 'present'],
    ...abilities,
  };
}
