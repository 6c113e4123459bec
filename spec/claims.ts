/** Claims that several rules make. */
import { type AccessView, allows, permittedValues } from './access.ts';
import type { Claim } from './rule.ts';
import { reachedAt } from './world.ts';

export const SUCCEED: Claim = { kind: 'succeed' };
export const FAULT: Claim = { kind: 'fault' };
export const REFUSE = { kind: 'refuse', errnos: ['EINVAL'] } as const satisfies Claim;
export const MAY_REFUSE: Claim = { kind: 'may-refuse', errnos: ['EINVAL'] };
/** What munmap refuses, an mmap over it is refused for: until Linux 6.12 by ENOMEM, since then as munmap is (mm/mmap.c, mmap_region). */
export const REFUSE_OVER = { kind: 'refuse', errnos: ['EINVAL', 'ENOMEM'] } as const satisfies Claim;
export const MAY_REFUSE_OVER: Claim = { kind: 'may-refuse', errnos: REFUSE_OVER.errnos };

/** Success or a fault, as the world says; nothing where both are permitted. */
export function owed(v: AccessView): Claim | undefined {
  if (v.says === 'either' || v.says === 'lingering') return undefined;
  return v.says === 'allowed' ? SUCCEED : FAULT;
}

/** Success where the world allows the access: whoever else did something else has not disturbed it. */
export function undisturbed(v: AccessView): Claim | undefined {
  return v.says === 'allowed' ? SUCCEED : undefined;
}

/** The bytes that a load may show; nothing for a store, or where nothing is mapped. */
export function shows(v: AccessView): Claim | undefined {
  const readable = v.value === undefined && (v.says === 'allowed' || v.says === 'either' || v.says === 'lingering');
  return readable ? (v.shown ??= { kind: 'value', values: permittedValues(v) }) : undefined;
}

/** Some other process has changed the protection of a mapping of the same file. */
export function othersProtected(v: AccessView): boolean {
  const names = v.mapping!.file.protectors;
  return names.size > 1 || (names.size === 1 && !names.has(v.process.name));
}

/** Nobody has accessed the page since its protection was changed. */
export function freshChange(v: AccessView): boolean {
  return !accessedSince(v);
}

export function accessedSince(v: AccessView): boolean {
  return v.log !== undefined && v.protection !== undefined && v.log.accessed > v.protection.step;
}

/** This CPU reached the page for this process before the protection changed, so that it may hold the old translation. */
export function cachedBefore(v: AccessView): boolean {
  const at = v.log ? reachedAt(v.log, v.where) : -1;
  return at >= 0 && v.protection !== undefined && at < v.protection.step;
}

export function changedByOther(v: AccessView): boolean {
  return v.protection?.by !== v.process.name;
}

/** The access was not allowed before the change, and is allowed now. */
export function widened(v: AccessView): boolean {
  return v.protection !== undefined && v.says === 'allowed' && !allows(v.protection.before, v.value !== undefined);
}
