/** The mms that nobody runs in and that own the tables of a domain. A snapshot shows them without a process and without a region. */
import type { MmShot } from '../schemas/generated/types.ts';
import type { Layout, Link } from './layout.ts';
import type { Region, World } from './world.ts';

export function hiddenMms({ mms }: Layout): MmShot[] {
  return mms.filter((mm) => mm.process === null && mm.host === null);
}

/** The domain that a hidden mm serves: that of the first process that reaches one of its tables; 0 where none does. */
export function domainOf(links: readonly Link[], hidden: MmShot): number {
  const own = links.filter((link) => link.mm === hidden);
  for (const { leaf } of own) {
    const guest = links.find((link) => link.mapping?.region && link.leaf === leaf);
    if (guest) return guest.mapping!.region!.domain;
  }
  return 0;
}

/** The region of a domain that a slot belongs to. */
export function regionOfDomain({ regions, slotPages }: World, domain: number, slot: number): Region | undefined {
  const page = slot * slotPages;
  return regions.find((r) => r.domain === domain && r.start <= page && r.start + r.pages > page);
}

/** Domains that some process holds. */
export function domainsHeld({ processes }: World): ReadonlySet<number> {
  return new Set([...processes.values()].map(({ domain }) => domain).filter((domain) => domain !== 0));
}
