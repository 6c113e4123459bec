/** The slots of regions, each with the links into it: what all sharers have in common is looked at once for a slot. */
import type { Link } from './layout.ts';
import type { Region } from './world.ts';

export interface SharedSlot {
  readonly region: Region;
  /** Page number in the region's numbering div entries per table. */
  readonly slot: number;
  readonly first: Link;
  links: number;
  /** Some link leads to another leaf table than the first. */
  split: boolean;
  /** The first link of a mapping, the number of them, and whether they lead to several leaf tables. */
  guest: Link | undefined;
  guests: number;
  guestsSplit: boolean;
  /** The first link of a host. */
  host: Link | undefined;
}

/** Adds a link of a region to the slot that it belongs to. */
export function share(slots: SharedSlot[], link: Link, region: Region): void {
  const shared = slotOf(slots, link, region);
  link.shared = shared;
  shared.links++;
  shared.split ||= link.leaf !== shared.first.leaf;
  if (!link.mapping) {
    shared.host ??= link;
    return;
  }
  shared.guest ??= link;
  shared.guests++;
  shared.guestsSplit ||= link.leaf !== shared.guest.leaf;
}

function slotOf(slots: SharedSlot[], link: Link, region: Region): SharedSlot {
  for (const known of slots) if (known.slot === link.within && known.region === region) return known;
  const made: SharedSlot = {
    region,
    slot: link.within,
    first: link,
    links: 0,
    split: false,
    guest: undefined,
    guests: 0,
    guestsSplit: false,
    host: undefined,
  };
  slots.push(made);
  return made;
}
