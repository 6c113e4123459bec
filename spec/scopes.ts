/** For which generations a rule holds, said in traits. */
import type { Traits } from './traits.ts';

export function everyGeneration(): boolean {
  return true;
}

export function askedByFlag(t: Traits): boolean {
  return t.doorway === 'flag';
}

/** The flag is a hint: a mapping that names it joins a region of its key, or stays unshared. */
export function joinedByKey(t: Traits): boolean {
  return t.doorway === 'flag' && t.owner === 'host';
}

/** Mappings of one key join, and the address is a part of it. */
export function sameAddressOnly(t: Traits): boolean {
  return t.sameAddress && joinedByKey(t);
}

/** Some call changes the protection of a region for all its sharers. */
export function protectionOfRegion(t: Traits): boolean {
  return t.protection === 'region' && (t.mprotect !== 'refused' || t.doorway === 'syscalls');
}

/** Mappings share a region, of which somebody beside them owns the tables. */
export function joinedRegions(t: Traits): boolean {
  return t.owner !== 'sharers';
}

/** Each region has a host mm of its own, and whoever names its key joins it. */
export function hostedRegions(t: Traits): boolean {
  return t.owner === 'host';
}

/** What mappings share may be a file, whose pages are in the page cache. */
export function filesShared(t: Traits): boolean {
  return joinedRegions(t) && t.objects !== 'anonymous';
}

/** Regions are objects of their own, with a name or descriptors. */
export function namedRegions(t: Traits): boolean {
  return t.doorway !== 'flag' && t.doorway !== 'none';
}

/** Regions end with their last sharer, and a new one of the same key begins afresh. */
export function livesBySharers(t: Traits): boolean {
  return hostedRegions(t) && t.lifetime === 'sharers';
}

/** Nobody's exit ends a region that others share. */
export function outlivesAnyExit(t: Traits): boolean {
  return joinedRegions(t) && !livesByOwner(t);
}

/** What a region holds goes with the process that made it. */
export function livesByOwner(t: Traits): boolean {
  return t.lifetime === 'owner' || t.lifetime === 'owner-descriptor';
}

export function livesByOwnersDescriptor(t: Traits): boolean {
  return t.lifetime === 'owner-descriptor';
}

/** Regions come by a set of calls of their own, and have no names. */
export function madeByCalls(t: Traits): boolean {
  return t.doorway === 'syscalls';
}

/** Regions have names in msharefs. */
export function namedInMsharefs(t: Traits): boolean {
  return namedRegions(t) && t.doorway !== 'syscalls';
}

/** A window lies where its process or the kernel wants it, at multiples of the unit. */
export function windowsByUnit(t: Traits): boolean {
  return attachedByMmap(t) || madeByCalls(t);
}

/** Calls put objects into a region, each at its pages. */
export function contentsPlaced(t: Traits): boolean {
  return t.contents === 'placed';
}

export function sizeSetOnce(t: Traits): boolean {
  return t.size === 'set-once';
}

/** A region is attached by mmap of its file. */
export function attachedByMmap(t: Traits): boolean {
  return t.doorway === 'file' || t.doorway === 'ioctl';
}

/** A region is attached once it has got its size from somebody else. */
export function attachedOnceSized(t: Traits): boolean {
  return attachedByMmap(t) && t.size === 'set-once';
}

/** Whoever maps the file of a region first says where it lies and how large it is. */
export function begunByMapping(t: Traits): boolean {
  return attachedByMmap(t) && t.size === 'first-mapping';
}

/** All windows on a region lie at one address, and its file tells which. */
export function tellsPlace(t: Traits): boolean {
  return namedRegions(t) && t.sameAddress;
}

/** What is done to a window is done to the region, for all who share it. */
export function editedByWindows(t: Traits): boolean {
  return namedRegions(t) && t.mprotect === 'region';
}

/** A window is no more than that: it shows the region as it is. */
export function windowsOnly(t: Traits): boolean {
  return namedRegions(t) && t.mprotect === 'refused';
}

/** Leaf tables are what is shared. */
export function sharesLeaves(t: Traits): boolean {
  return joinedRegions(t) && t.unit === 'PMD';
}

/** Leaf tables are what is shared, and each region has a host of its own. */
export function hostedLeaves(t: Traits): boolean {
  return hostedRegions(t) && t.unit === 'PMD';
}

/** What is shared are tables above the leaf. */
export function sharesUpperTables(t: Traits): boolean {
  return hostedRegions(t) && t.unit !== 'PMD';
}

/** What is shared is not the leaf table of a host: other rules speak of those. */
export function upperTablesOwn(t: Traits): boolean {
  return ownedBySharers(t) || sharesUpperTables(t);
}

/** Regions belong to a domain, which is inherited by fork. */
export function inheritedDomains(t: Traits): boolean {
  return t.owner === 'domain';
}

/** Each process reaches tables by its own entries, and nobody else stands behind them. */
export function ownedBySharers(t: Traits): boolean {
  return t.owner === 'sharers';
}

/** Whoever changes its mapping leaves the shared table: what it does concerns nobody else. */
export function leftOnChange(t: Traits): boolean {
  return t.owner !== 'host';
}

export function protectionOfMapping(t: Traits): boolean {
  return t.protection === 'mapping';
}

/** Sharing comes by itself, where it is possible. */
export function neverAsked(t: Traits): boolean {
  return t.doorway === 'none';
}

/** There are huge pages: all pages are, or regions hold objects that are made of them. */
export function hugePages(t: Traits): boolean {
  return hugetlbFiles(t) || contentsPlaced(t);
}

export function hugetlbFiles(t: Traits): boolean {
  return t.files === 'hugetlbfs';
}

/** Regions are made and attached by mshare(), under a name that each use gives back. */
export function madeByMshare(t: Traits): boolean {
  return t.doorway === 'syscall';
}

/** A region may hold nothing at some of its pages. */
export function mayHaveHoles(t: Traits): boolean {
  return namedRegions(t) && t.contents !== 'first-mapping';
}
