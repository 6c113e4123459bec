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
  return t.sameAddress && t.owner === 'host';
}

export function protectionOfRegion(t: Traits): boolean {
  return t.protection === 'region';
}

/** Mappings share a region, of which somebody beside them owns the tables. */
export function joinedRegions(t: Traits): boolean {
  return t.owner !== 'sharers';
}

/** Each region has a host mm of its own, and whoever names its key joins it. */
export function hostedRegions(t: Traits): boolean {
  return t.owner === 'host';
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

export function hugetlbFiles(t: Traits): boolean {
  return t.files === 'hugetlbfs';
}
