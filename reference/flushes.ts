import type { Flush, Gather } from './gather.ts';
import { Memory } from './memory.ts';
import type { Mm } from './mm.ts';
import type { Region } from './region.ts';

/** Who must forget what a call took away. */
export class Flushes extends Memory {
  /** Makes one CPU forget what a call took away: a host's pages in every mm that shares them. */
  // @rule no-stale-translation
  // @rule no-stale-walk
  // @rule protect-every-cpu
  flush(cpu: number, flush: Flush, gather: Gather): void {
    const { mm, start, end, upper } = flush;
    if (mm.region === undefined) this.flushMm(cpu, mm, start, end, upper);
    else this.flushGuests(cpu, mm.region, flush, gather);
  }

  /** Every CPU forgets at once what has been gathered so far. */
  flushAll(gather: Gather): void {
    for (let cpu = 0; cpu < this.layout.cpus; cpu++) for (const flush of gather.flushes) this.flush(cpu, flush, gather);
    gather.flushes.length = 0;
  }

  // @rule protect-reaches-sharers
  // @rule unprotect-reaches-sharers
  flushGuests(cpu: number, region: Region, flush: Flush, _gather: Gather): void {
    for (const guest of region.guests) {
      this.flushMm(cpu, guest.mm, flush.start - guest.delta, flush.end - guest.delta, flush.upper);
    }
  }

  /** Every CPU forgets at once what one mm shows there. */
  flushEveryCpu(mm: Mm, start: number, end: number, upper: boolean): void {
    for (let cpu = 0; cpu < this.layout.cpus; cpu++) this.flushMm(cpu, mm, start, end, upper);
  }

  flushMm(cpu: number, mm: Mm, start: number, end: number, upper: boolean): void {
    this.flushes++;
    const tlb = this.tlb(cpu);
    tlb.forgetEntries(mm.id, start, end);
    if (upper) tlb.forgetTables(mm.id, this.layout.slot(start), Math.ceil(end / this.layout.entries));
  }
}
