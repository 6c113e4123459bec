import type { File } from './file.ts';
import type { Gather } from './gather.ts';
import { InheritedSharing } from './inherited.ts';
import type { Mm } from './mm.ts';
import { protectRange } from './protect.ts';
import { dropFilePages, zapRange } from './unmap.ts';
import { WRITE } from './vma.ts';
import type { Vma } from './vma.ts';

/** The kernel: address spaces, regions, and what is done to them. Each decision is a method of its own. */
export class Machine extends InheritedSharing {
  /** The VMA that decides over access and content: the host's where the mapping is shared. */
  // @rule protect-durable
  rulingVma(vma: Vma, page: number): Vma | undefined {
    return vma.region === undefined ? vma : vma.region.host.vmas.find(page + vma.delta);
  }

  /** What a fault may do: the window's own protection says nothing. */
  // @rule placed-protection-decides
  protOver(_vma: Vma, ruling: Vma): number {
    return ruling.prot;
  }

  /** May this part of a shared mapping be unmapped on its own? */
  // @rule partial-munmap-refused
  allowsPartialUnmap(_vma: Vma): boolean {
    return this.forkDomains.active;
  }

  /** Changes the protection of pages of an mm: the region's, for all who share it, where the mapping is shared. */
  // @rule protect-own
  // @rule unshared-protection-private
  protect(mm: Mm, vma: Vma, start: number, end: number, prot: number, gather: Gather): void {
    this.leaveRange(mm, start, end, gather);
    const owner = vma.region === undefined ? mm : vma.region.host;
    protectRange(this, owner, start + vma.delta, end + vma.delta, prot);
    gather.flush(owner, start + vma.delta, end + vma.delta, false);
  }

  /** MADV_DONTNEED. Of a shared mapping the entries go, for all; the data stay in the page cache. */
  // @rule dontneed-keeps-data
  discard(mm: Mm, vma: Vma, start: number, end: number, gather: Gather): void {
    this.leaveRange(mm, start, end, gather);
    const owner = vma.region === undefined ? mm : vma.region.host;
    zapRange(this, owner, start + vma.delta, end + vma.delta, gather);
  }

  /** Where pages of a file may be mapped: the reverse map. Hosts are in it like processes. */
  mappersOf(_file: File): readonly Mm[] {
    return this.mms;
  }

  /** MADV_REMOVE of pages of a file (end excluded): they hold zeros now, whoever looks. */
  removePages(file: File, start: number, end: number, gather: Gather): void {
    file.punch(start, end);
    dropFilePages(this, file, start, end, false, gather);
  }

  /** After truncation: what lies beyond the end is nobody's any more, private copies included. */
  dropBeyondEnd(file: File, gather: Gather): void {
    dropFilePages(this, file, file.endPage, Infinity, true, gather);
  }

  /** exit and exec give up every mapping. */
  // @rule exit-any-order
  // @rule exec-detaches
  releaseMappings(mm: Mm, gather: Gather): void {
    this.leaveRange(mm, 0, Infinity, gather);
    for (const vma of mm.vmas.all) {
      if (vma.region !== undefined) gather.detached.push({ region: vma.region, mm, delta: vma.delta });
    }
  }

  /** May mprotect give write access to this mapping? */
  allowsProtection(vma: Vma, prot: number): boolean {
    return (prot & WRITE) === 0 || vma.mayWrite;
  }
}
