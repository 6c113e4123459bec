/** How much the store takes, and how it grows within its limit. */

/** States that fit, and slots of the hash table: a power of two of which at most three quarters are used. */
export interface Room {
  readonly states: number;
  readonly slots: number;
}

/** Ids are stored in a slot below the tag, and have to stay positive. */
const MOST_SLOTS = 2 ** 30;
const LOAD = 0.75;
/** Of what there is. The small step is for the end, when the big one would exceed the limit. */
const STEPS = [1.5, 1.1, 1];

/** Bytes of a state, the link to its parent included, the slots of the table not. */
export function bytesOfState(width: number): number {
  return 4 * width + 4;
}

export function bytesOf(room: Room, width: number): number {
  return room.states * bytesOfState(width) + room.slots * 4;
}

export function roomFor(states: number): Room {
  return { states, slots: 2 ** Math.ceil(Math.log2(states / LOAD + 1)) };
}

/**
 * Room for at least `need` states, or undefined if it exceeds the limit in bytes. While it grows, the old states are there beside the new
 * ones, and that is counted; the old table is given up before the new one is made.
 */
export function grown(now: Room, need: number, width: number, limit: number): Room | undefined {
  for (const step of STEPS) {
    const next = roomFor(Math.max(need, Math.ceil(now.states * step)));
    const peak = bytesOf(next, width) + now.states * bytesOfState(width);
    if (peak <= limit && next.slots <= MOST_SLOTS && next.states * width < 2 ** 31) return next;
  }
  return undefined;
}
