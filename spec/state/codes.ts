import type { How } from '../named.ts';
import type { FileState, Through } from '../world.ts';

/** Ways in which a byte was changed, by their number in words. */
export const THROUGH: readonly Through[] = ['start', 'region', 'plain', 'private', 'remove', 'truncate'];

/** A page further on than any that is mapped where states are saved: what begins there is left out. */
export const FAR = 2 ** 30;

/** What stands behind a name, by its number in words. */
export const KINDS: readonly FileState['kind'][] = ['bytes', 'region', 'info'];

/** How pages of regions came to hold what they hold, by their number in words. */
export const HOWS: readonly How[] = ['start', 'given', 'placed', 'replaced', 'taken-out', 'owner-exit', 'owner-close'];

/** What the file of a region without a name is called, by the place of the region among those that live, from 1. */
export function namelessRegion(number: number): string {
  return `region-${number}`;
}
