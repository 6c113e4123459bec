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

export function filesOnly(t: Traits): boolean {
  return t.objects === 'file';
}

export function protectionOfRegion(t: Traits): boolean {
  return t.protection === 'region';
}
