import type { Setup } from '../schemas/contract.ts';
import type { Outcome } from '../schemas/generated/types.ts';
import { FORK_DOMAIN, ForkDomains } from './fork-domain.ts';
import type { Flush, Gather } from './gather.ts';
import type { Mm } from './mm.ts';
import type { Region } from './region.ts';
import type { SharingRequest } from './sharers.ts';
import { UnaskedSharing } from './unasked.ts';

/** Tables of a domain, which fork alone passes on. Where a trace has no domains, all is as without this class. */
export class InheritedSharing extends UnaskedSharing {
  forkDomains: ForkDomains = new ForkDomains(this);

  override reset(setup: Setup): void {
    super.reset(setup);
    this.forkDomains.active = setup.generation === FORK_DOMAIN;
  }

  /** Has the domain of this mm no place for the request? */
  lacksPlace(mm: Mm, request: SharingRequest): boolean {
    return this.forkDomains.active && this.forkDomains.refuses(mm, request);
  }

  override eligible(request: SharingRequest): boolean {
    return this.forkDomains.active ? request.flag : super.eligible(request);
  }

  /** What an eligible mapping of this mm shares. */
  rangeFor(mm: Mm, request: SharingRequest): Region | undefined {
    return this.forkDomains.active ? this.forkDomains.install(mm, request) : this.regionFor(request);
  }

  override mayNeedHost(mm: Mm, request: SharingRequest): boolean {
    return this.forkDomains.active ? request.flag && mm.domain === undefined : super.mayNeedHost(mm, request);
  }

  override leaveRange(mm: Mm, start: number, end: number, gather: Gather): void {
    if (this.forkDomains.active) this.forkDomains.leave(mm, start, end, gather);
    else super.leaveRange(mm, start, end, gather);
  }

  /** Who moves a mapping of a domain leaves it first. */
  override remapRefusal(grows: boolean): Outcome | undefined {
    return this.forkDomains.active ? undefined : super.remapRefusal(grows);
  }

  override remapOntoRefusal(): Outcome | undefined {
    return this.forkDomains.active ? undefined : super.remapOntoRefusal();
  }

  override endIfUnused(region: Region, gather: Gather): void {
    if (!this.forkDomains.active) super.endIfUnused(region, gather);
    else if (region.sharers === 0) this.forkDomains.endRange(region, gather);
  }

  override flush(cpu: number, flush: Flush, gather: Gather): void {
    const { domain } = flush.mm;
    if (domain?.hidden === flush.mm) this.forkDomains.flush(cpu, domain, flush);
    else super.flush(cpu, flush, gather);
  }

  override removeMm(mm: Mm): void {
    super.removeMm(mm);
    this.forkDomains.forget(mm);
  }
}
