import type { File } from './file.ts';
import { RegionEnds } from './region-ends.ts';
import type { Mm } from './mm.ts';
import type { Region, SharingKey } from './region.ts';

/** What mmap was asked for, as far as sharing goes. */
export interface SharingRequest extends Omit<SharingKey, 'file'> {
  readonly file: File | undefined;
  /** MAP_SHARED, and neither MAP_PRIVATE nor MAP_SHARED_VALIDATE. */
  readonly mapShared: boolean;
  /** MAP_SHARED_PT. */
  readonly flag: boolean;
  /** MAP_FIXED. */
  readonly fixed: boolean;
  readonly prot: number;
}

/** Who shares: which mapping may, and with whom. */
export class Sharers extends RegionEnds {
  /** Files are on hugetlbfs, and PMD pages are shared without being asked for. */
  hugetlb = false;

  /** May the mapping share tables? One that may not is mapped all the same: the flag is a hint. */
  // @rule ineligible-succeeds-or-refused
  eligible(request: SharingRequest): boolean {
    return (
      request.flag && // @rule flag-required
      this.design.knownBy === 'pages' &&
      this.allowsType(request) &&
      request.file !== undefined && // @rule needs-file
      this.alignsStart(request) &&
      this.alignsLength(request)
    );
  }

  /** Is a request that cannot be shared refused? Not here: the flag is a hint. ASSUME q-ineligible. */
  refuses(_request: SharingRequest): boolean {
    return false;
  }

  // @rule needs-map-shared
  allowsType(request: SharingRequest): boolean {
    return request.mapShared;
  }

  // @rule align-start
  alignsStart(request: SharingRequest): boolean {
    return this.layout.isAligned(request.start);
  }

  // @rule align-length
  alignsLength(request: SharingRequest): boolean {
    return this.layout.isAligned(request.pages);
  }

  sameKey(region: Region, request: SharingRequest): boolean {
    return (
      this.sameFile(region, request) &&
      this.sameOffset(region, request) &&
      this.sameAddress(region, request) &&
      this.sameLength(region, request)
    );
  }

  // @rule same-file
  sameFile(region: Region, request: SharingRequest): boolean {
    return region.file === request.file;
  }

  // @rule same-offset
  sameOffset(region: Region, request: SharingRequest): boolean {
    return region.offset === request.offset;
  }

  // @rule same-address
  sameAddress(region: Region, request: SharingRequest): boolean {
    return region.start === request.start;
  }

  // @rule same-length
  sameLength(region: Region, request: SharingRequest): boolean {
    return region.pages === request.pages;
  }

  /**
   * The region that an eligible mapping joins; undefined: it stays unshared.
   * ASSUME q-join-protection: a mapping of another protection stays unshared.
   * ASSUME q-second-region: so does one of a file that has a region with another key.
   */
  // @rule eligible-shares
  regionFor(request: SharingRequest): Region | undefined {
    for (const region of this.regions) {
      if (this.sameKey(region, request)) return region.prot === request.prot ? region : undefined;
    }
    const file = request.file;
    return file === undefined || file.region !== undefined ? undefined : this.createRegion({ ...request, file }, request.prot);
  }

  /** Does the mapping create a region, as far as can be told before what it replaces is gone? */
  mayNeedHost(mm: Mm, request: SharingRequest): boolean {
    if (!this.eligible(request)) return false;
    const region = request.file?.region;
    return region === undefined || (region.sharers === 1 && region.guests[0]?.mm === mm);
  }
}
