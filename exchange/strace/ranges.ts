/** What the log has mapped in a process: calls on anything else (the program itself, its heap, its stack) cannot be replayed. */

export interface Range {
  readonly start: bigint;
  readonly end: bigint;
}

export class Ranges {
  private ranges: Range[];

  constructor(ranges: readonly Range[] = []) {
    this.ranges = [...ranges];
  }

  copy(): Ranges {
    return new Ranges(this.ranges);
  }

  add(start: bigint, length: bigint): void {
    this.remove(start, length);
    const end = start + pages(length);
    const at = this.ranges.findIndex((range) => range.start > start);
    this.ranges.splice(at < 0 ? this.ranges.length : at, 0, { start, end });
  }

  remove(start: bigint, length: bigint): void {
    const end = start + pages(length);
    this.ranges = this.ranges.flatMap((range) => {
      if (range.end <= start || range.start >= end) return [range];
      const rest = [
        { start: range.start, end: start },
        { start: end, end: range.end },
      ];
      return rest.filter((one) => one.start < one.end);
    });
  }

  clear(): void {
    this.ranges = [];
  }

  /** Is all of it mapped? */
  covers(start: bigint, length: bigint): boolean {
    const end = start + pages(length);
    let next = start;
    for (const range of this.ranges) if (range.start <= next && range.end > next) next = range.end;
    return next >= end;
  }

  touches(start: bigint, length: bigint): boolean {
    const end = start + pages(length);
    return this.ranges.some((range) => range.start < end && range.end > start);
  }
}

const PAGE = 4096n;

export function pages(length: bigint): bigint {
  return ((length + PAGE - 1n) / PAGE) * PAGE;
}
