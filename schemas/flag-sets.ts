/** Sets of flags, as the canonical text writes them: the sum of the weights of their members. */

/** The flags of one property. What a property does not admit has no weight in it. */
export interface FlagSet {
  readonly names: readonly string[];
  readonly weights: readonly number[];
}

function flagSet(weights: Readonly<Record<string, number>>): FlagSet {
  return { names: Object.keys(weights), weights: Object.values(weights) };
}

export const PROT: FlagSet = flagSet({ PROT_READ: 1, PROT_WRITE: 2, PROT_EXEC: 4 });

export const MAP_FLAGS: FlagSet = flagSet({
  MAP_SHARED: 1,
  MAP_FIXED: 8,
  MAP_SHARED_PT: 64,
  MAP_PRIVATE: 2,
  MAP_ANONYMOUS: 32,
  MAP_SHARED_VALIDATE: 4,
  MAP_FIXED_NOREPLACE: 16,
  MAP_HUGETLB: 128,
});

/** Reading is what open does where no access is named. */
export const OPEN_FLAGS: FlagSet = flagSet({ O_RDONLY: 0, O_RDWR: 2, O_WRONLY: 1, O_CLOEXEC: 4, O_CREAT: 8, O_EXCL: 16, O_TRUNC: 32 });

export const REMAP_FLAGS: FlagSet = flagSet({ MREMAP_MAYMOVE: 1, MREMAP_FIXED: 2 });

/** The sum for a list, or -1 where it is not a list of different flags of the set. */
export function weigh(set: FlagSet, list: unknown): number {
  if (!Array.isArray(list)) return -1;
  let total = 0;
  let seen = 0;
  for (let i = 0; i < list.length; i++) {
    const at = placeIn(set.names, list[i]);
    const bit = 1 << at;
    if (at < 0 || (seen & bit) !== 0) return -1;
    seen |= bit;
    total += set.weights[at] as number;
  }
  return total;
}

function placeIn(names: readonly string[], flag: unknown): number {
  for (let at = 0; at < names.length; at++) if (names[at] === flag) return at;
  return -1;
}
