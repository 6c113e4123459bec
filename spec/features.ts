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
} as const;

/** Of an inspection. The bits of REASONS (world.ts) say that a linked mapping has this reason against sharing. */
export const INSPECTION = {
  /** A link belongs to a region. */
  region: 1 << 12,
  /** A region has come to its end. */
  ended: 1 << 13,
  /** Some process maps nothing. */
  idle: 1 << 14,
} as const;

/** Of a step, for rules that are due at every step. */
export const STEP = {
  /** A load or store succeeded. */
  accessed: 1,
  /** The call was refused. */
  refused: 2,
  /** An mprotect succeeded. */
  protected: 4,
} as const;
