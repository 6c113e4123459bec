/** From operations to the calls of one generation. */
import type { FileSetup, Geometry, Step } from '../schemas/generated/types.ts';
import type { Operation, Who } from './operation.ts';

/** The calls that an operation comes to, or why the generation has none for it. */
export type Lowered = readonly Step[] | { readonly lacking: string };

export interface Lowering {
  /** Id of the generation. */
  readonly generation: string;
  readonly geometry: Geometry;
  readonly files: Readonly<Record<string, FileSetup>>;
  /** Pages of the region that every story uses. */
  readonly pages: number;
  /** Begins a story: what is remembered between operations is in the answer. */
  begin(): (operation: Operation) => Lowered;
}

/** Where everybody maps, and where those do that map elsewhere: aligned to any unit of a machine with 4 levels. */
export const BUF = 0x200_0000_0000n;
export const ELSEWHERE = 0x300_0000_0000n;

export function hex(value: bigint | number): string {
  return `0x${value.toString(16)}`;
}

/** Where each one reaches the region, and names for descriptors. */
export class Bases {
  private readonly bases = new Map<Who, bigint>();
  private readonly ended = new Set<Who>();
  private handles = 0;

  put(who: Who, base: bigint): void {
    this.bases.set(who, base);
  }

  /** A name that no descriptor has yet. */
  handle(): string {
    return `object${++this.handles}`;
  }

  /** Somebody who was there before and still lives: the creator as long as that is so. */
  get holder(): Who | undefined {
    return [...this.bases.keys()].find((who) => !this.ended.has(who));
  }

  end(who: Who): void {
    this.ended.add(who);
  }

  inherit(parent: Who, child: Who): void {
    const base = this.bases.get(parent);
    if (base !== undefined) this.bases.set(child, base);
  }

  /** The address of a page of the region, seen by this process; where it never joined, where others have it. */
  at(who: Who, page: number, pageSize: number): string {
    return hex((this.bases.get(who) ?? BUF) + BigInt(page) * BigInt(pageSize));
  }
}
