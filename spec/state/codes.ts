import type { Through } from '../world.ts';

/** Ways in which a byte was changed, by their number in words. */
export const THROUGH: readonly Through[] = ['start', 'region', 'plain', 'private', 'remove', 'truncate'];

/** A page further on than any that is mapped where states are saved: what begins there is left out. */
export const FAR = 2 ** 30;
