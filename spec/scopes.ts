/** For which generations a rule holds, said in traits. */
import type { Traits } from './traits.ts';

export function everyGeneration(): boolean {
  return true;
}

export function askedByFlag(t: Traits): boolean {
  return t.doorway === 'flag';
}

export function sameAddressOnly(t: Traits): boolean {
  return t.sameAddress;
}

export function protectionOfRegion(t: Traits): boolean {
  return t.protection === 'region';
}

/** Mappings join a region, whose host owns the tables and whose sharers are counted. */
export function joinedRegions(t: Traits): boolean {
  return t.owner === 'host';
}

/** Each process reaches tables by its own entries, and nobody else stands behind them. */
export function ownedBySharers(t: Traits): boolean {
  return t.owner === 'sharers';
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
