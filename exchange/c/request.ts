/** A step as it stands in C, and the words that it is made of. */

/** One step in C. */
export interface Request {
  /** `REQUEST(LOAD, ADDR_BUF + 0x1000)`. */
  readonly text: string;
  /** The variable that keeps the answer's number. */
  readonly keep?: string;
  /** The address that a success must have. */
  readonly address?: string;
  /** Where more than one process is asked: the words of `pass`. */
  readonly passes?: readonly string[];
}

/** A number that a compiler takes as it is. */
export function long(hex: string): string {
  return hex.length > 9 ? `${hex}UL` : hex;
}

/** `none` where there are none. */
export function flags(names: readonly string[], none: string): string {
  return names.length === 0 ? none : names.join(' | ');
}
