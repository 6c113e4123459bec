import type { Mm } from './mm.ts';
import type { Region } from './region.ts';

/**
 * What a call took out of the tables and what must still happen to it, in this order: flush everywhere, drop
 * references, free. Nothing is reused before every CPU has forgotten it.
 */
export class Gather {
  /** The mm that made the call, and its CPU. */
  readonly caller: number;
  readonly cpu: number;
  readonly flushes: Flush[] = [];
  /** The next CPU to flush. */
  nextCpu = 0;
  readonly frames: number[] = [];
  readonly tables: number[] = [];
  /** Mappings of regions that are gone. */
  readonly detached: Detached[] = [];
  /** Regions that lost a name or a descriptor. */
  readonly forsaken: Region[] = [];

  constructor(caller: number, cpu: number) {
    this.caller = caller;
    this.cpu = cpu;
  }

  flush(mm: Mm, start: number, end: number, upper: boolean): void {
    this.flushes.push({ mm, start, end, upper });
  }
}

/** Pages of an mm to be forgotten; `upper`: and the leaf tables of their slots. The host's pages stand for all guests. */
export interface Flush {
  readonly mm: Mm;
  readonly start: number;
  readonly end: number;
  readonly upper: boolean;
}

export interface Detached {
  readonly region: Region;
  readonly mm: Mm;
  /** Page of the host less page of the mm: which of the mappings of the mm it was. */
  readonly delta: number;
}
