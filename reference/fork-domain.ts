/**
 * Sharing that fork passes on. A domain is a hidden mm with the tables of its ranges, and the mms that hold it; whoever changes its
 * mapping leaves the tables first. Each decision is a method of its own.
 */
import type { Flush, Gather } from './gather.ts';
import type { Mm } from './mm.ts';
import { Region } from './region.ts';
import type { SharingRequest } from './sharers.ts';
import type { UnaskedSharing } from './unasked.ts';
import { unmapRange } from './unmap.ts';
import { Vma, WRITE } from './vma.ts';

/** The generation whose traces are of this kind. */
export const FORK_DOMAIN = 'fork-domain';

/** One hidden mm, and who holds it. */
export interface Domain {
  readonly hidden: Mm;
  /** The mms of processes, in the order in which they came. */
  readonly members: Mm[];
}

export class ForkDomains {
  /** Does the trace have domains? */
  active = false;
  protected readonly machine: UnaskedSharing;

  constructor(machine: UnaskedSharing) {
    this.machine = machine;
  }

  // What is asked for

  /** Does a request that asks for sharing lack what it takes? */
  refuses(mm: Mm, request: SharingRequest): boolean {
    return (
      request.flag &&
      (request.file === undefined || // @rule domain-needs-file
        !request.fixed || // @rule domain-needs-fixed
        !this.allowsType(request) ||
        !this.isAligned(request) ||
        this.overlaps(mm, request))
    );
  }

  // @rule domain-writes-shared
  allowsType({ mapShared, prot }: SharingRequest): boolean {
    return mapShared || (prot & WRITE) === 0;
  }

  // @rule domain-aligned
  isAligned({ start, pages }: SharingRequest): boolean {
    return this.machine.layout.isAligned(start) && this.machine.layout.isAligned(pages);
  }

  /** ASSUME q-left-range: a range is free again when its last sharer has left; what the caller itself shares is still taken. */
  // @rule domain-overlap-refused
  overlaps({ domain }: Mm, { start, pages }: SharingRequest): boolean {
    return domain !== undefined && !domain.hidden.vmas.isFree(start, start + pages);
  }

  /** The first mapping of a process that shares gives it a domain. */
  // @rule domain-isolated
  domainOf(mm: Mm): Domain {
    return (mm.domain ??= this.createDomain(mm));
  }

  private createDomain(mm: Mm): Domain {
    const domain: Domain = { hidden: this.machine.createMm(null), members: [mm] };
    domain.hidden.domain = domain;
    return domain;
  }

  /** The range that a mapping gets. Others may have been faster: `refuses` is asked again before. */
  install(mm: Mm, request: SharingRequest): Region | undefined {
    const { file, start, pages, offset, prot, mapShared } = request;
    if (file === undefined) return undefined;
    const { hidden } = this.domainOf(mm);
    const region = new Region({ file, start, pages, offset }, prot, hidden);
    hidden.vmas.insert(new Vma(start, start + pages, prot, mapShared, true, file, offset));
    this.machine.regions.push(region);
    return region;
  }

  /** A child holds the domain of its parent, and shares from its birth on. */
  // @rule fork-shares-tables
  inherit(parent: Mm, child: Mm): void {
    if (parent.domain === undefined) return;
    child.domain = parent.domain;
    parent.domain.members.push(child);
  }

  // What is left

  /** Takes an mm out of every range that it maps there. ASSUME q-unshare-extent: for all of each mapping. */
  // @rule leaves-before-change
  leave(mm: Mm, start: number, end: number, gather: Gather): void {
    for (const vma of mm.vmas.within(start, end)) this.unshare(mm, vma, gather);
  }

  /** One mapping goes on for itself, with tables of its own. */
  unshare(mm: Mm, vma: Vma, gather: Gather): void {
    const { region, delta } = vma;
    if (region === undefined) return;
    this.cutLinks(mm, vma, gather);
    gather.flush(mm, vma.start, vma.end, true);
    vma.region = undefined;
    vma.delta = 0;
    gather.detached.push({ region, mm, delta });
  }

  cutLinks(mm: Mm, { start, end }: Vma, gather: Gather): void {
    const { machine } = this;
    for (let page = start; page < end; page += machine.layout.entries) {
      const pmd = machine.descend(mm, page, 2);
      const index = machine.layout.index(page, 2);
      if (pmd !== undefined && pmd.get(index) !== 0) machine.unlink(pmd, index, gather);
    }
  }

  /** The tables of a range go with its last sharer. The pages stay in the page cache. */
  endRange(region: Region, gather: Gather): void {
    const { host, start, pages } = region;
    const at = this.machine.regions.indexOf(region);
    if (at < 0) return;
    this.machine.regions.splice(at, 1);
    host.vmas.take(start, start + pages);
    unmapRange(this.machine, host, start, start + pages, gather);
  }

  /** An mm that is gone holds no domain any more; the hidden mm goes with the last one. */
  // @rule domain-ends
  forget(mm: Mm): void {
    const { domain } = mm;
    if (domain === undefined || mm === domain.hidden) return;
    domain.members.splice(domain.members.indexOf(mm), 1);
    if (domain.members.length > 0) return;
    this.machine.removeMm(domain.hidden);
    this.machine.freeTable(domain.hidden.root.id);
  }

  /** What is taken out of the tables of a domain is forgotten for all who hold it. */
  flush(cpu: number, { members }: Domain, { start, end, upper }: Flush): void {
    for (const member of members) this.machine.flushMm(cpu, member, start, end, upper);
  }
}
