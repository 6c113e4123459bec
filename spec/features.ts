/**
 * What is at hand at a step, as bits. A rule lists under `concerns` the bits that must all be set before it can have
 * anything to say; the judge asks it only then. Most rules concern few steps, and this is what keeps judging fast.
 */

/** Of an access. */
export const ACCESS = {
  /** Something is mapped at the page. */
  mapped: 1,
  /** What is mapped shares. */
  region: 2,
  /** What is mapped does not share. */
  unshared: 4,
  load: 8,
  /** The region's protection of the page was changed after it was mapped, and the page is not beyond the end. */
  changed: 16,
  /** Somebody has left the region. */
  departed: 32,
  /** The mapping came by fork. */
  forked: 64,
  /** Nothing is mapped, and the process has left some region. */
  left: 128,
  /** The file has shrunk. */
  shrunk: 256,
  /** MADV_DONTNEED was used on the file. */
  dontneed: 512,
  /** A window is met, and behind it the region holds nothing. */
  hole: 1024,
  /** What is mapped is seen through a window. */
  window: 2048,
} as const;

/** Of an inspection. The bits of REASONS (world.ts) say that a linked mapping has this reason against sharing. */
export const INSPECTION = {
  /** A link belongs to a region. */
  region: 1 << 12,
  /** A region has come to its end. */
  ended: 1 << 13,
  /** Some process maps nothing. */
  idle: 1 << 14,
  /** Some slot of a region has two links. */
  paired: 1 << 15,
  /** Some slot of a region has links of two mappings. */
  guestsPaired: 1 << 9,
  /** Some link belongs to a region that several mappings share. */
  several: 1 << 10,
  /** Some mapping has a link into a region that has a host. */
  hosted: 1 << 11,
} as const;

/**
 * What is in order, seen in passing while an inspection is made. A rule that lists such bits under `settled` holds wherever
 * all of them are set; it is then counted and not asked.
 */
export const ORDER = {
  /** In every slot of every region all links lead to one leaf table. */
  unsplit: 1 << 19,
  /** Into whatever slot a mapping has a link, so has the host, where there is one. */
  followed: 1 << 20,
  /** No leaf table is reached from elsewhere than one region, and no process reaches one where it maps nothing. */
  orderly: 1 << 21,
  /** No table above the leaf is reached twice. */
  apart: 1 << 22,
  /** There are links, and none of them leads nowhere. */
  alive: 1 << 23,
  /** There are tables, and each is reached. */
  reached: 1 << 24,
  /** What is counted of links and guests is right, and some of it is counted. */
  tallied: 1 << 25,
  /** As many tables as are shown were allocated and not freed, and there are some. */
  balanced: 1 << 26,
} as const;

/** Of the step before an inspection, for rules that are due at every step. */
export const STEP = {
  /** A load or store succeeded. */
  accessed: 1 << 16,
  /** The call was refused. */
  refused: 1 << 17,
  /** An mprotect succeeded. */
  protected: 1 << 18,
} as const;

/** What is new since the inspection before. A rule lists under `due` those of which any must be set before it is asked. */
export const NEWS = {
  /** Tables, mms, or mappings, protections and sizes in the world. */
  layout: 1 << 27,
  tlb: 1 << 28,
  caches: 1 << 29,
  /** How many tables there are, and what they take. */
  counts: 1 << 30,
  /** The step itself: always set. */
  step: 1 << 31,
} as const;

/** When `inspect` of a rule is due; never, where it has none. */
export function dueOf({ inspect, due = NEWS.layout }: { readonly inspect?: unknown; readonly due?: number }): number {
  return inspect === undefined ? 0 : due;
}
