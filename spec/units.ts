/** The unit of sharing: the entry that sharers have in common, and what it covers. */
import type { Geometry } from '../schemas/generated/types.ts';
import type { Traits } from './traits.ts';

const LEVELS = { PMD: 2, PUD: 3, P4D: 4, PGD: Infinity } as const;

/**
 * The level of the table in which the entry stands; the table that it leads to is one level below. P4D and PGD differ on 5 levels. Where
 * huge pages are the pages, the lowest level is not there.
 */
export function unitLevel({ unit, files }: Traits, { levels }: Geometry): number {
  return Math.min(files === 'hugetlbfs' ? LEVELS[unit] - 1 : LEVELS[unit], levels);
}

/** Pages that one entry of the unit covers. */
export function unitPages(traits: Traits, geometry: Geometry): number {
  return geometry.entriesPerTable ** (unitLevel(traits, geometry) - 1);
}
