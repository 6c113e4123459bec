import { insertAt } from './insert.ts';

/** A value for every page number: a default, and ranges that differ. Small and sorted; pages are exact integers. */
export class RangeMap<T> {
  /** `starts[i]` is the first page that has `values[i]`; the value before `starts[0]` is the default. */
  private readonly starts: number[];
  private readonly values: T[];
  readonly rest: T;

  constructor(rest: T, starts: number[] = [], values: T[] = []) {
    this.rest = rest;
    this.starts = starts;
    this.values = values;
  }

  at(page: number): T {
    const { starts } = this;
    if (starts.length === 0 || page < starts[0]!) return this.rest;
    let i = starts.length - 1;
    while (starts[i]! > page) i--;
    return this.values[i]!;
  }

  /** Gives every page from `from` up to `to` (exclusive) the value that `change` makes of the one it has. */
  update(from: number, to: number, change: (value: T) => T): void {
    if (from >= to) return;
    this.cut(from);
    this.cut(to);
    for (let i = 0; i < this.starts.length; i++) {
      const start = this.starts[i]!;
      if (start >= from && start < to) this.values[i] = change(this.values[i]!);
    }
  }

  set(from: number, to: number, value: T): void {
    this.update(from, to, () => value);
  }

  /** True when some page has a value that passes. */
  some(test: (value: T) => boolean): boolean {
    return this.values.some(test) || test(this.rest);
  }

  /** Where each value begins; `all()[i + 1]` is the one that begins at `begins()[i]`. */
  begins(): readonly number[] {
    return this.starts;
  }

  /** Every value, the default first; a value may come twice. */
  all(): readonly T[] {
    return [this.rest, ...this.values];
  }

  /** The same values, `by` pages further on. */
  shifted(by: number): RangeMap<T> {
    return new RangeMap(
      this.rest,
      this.starts.map((start) => start + by),
      this.values.slice(),
    );
  }

  clone(): RangeMap<T> {
    return new RangeMap(this.rest, this.starts.slice(), this.values.slice());
  }

  /** Makes a range begin at `page`, without changing any value. */
  private cut(page: number): void {
    let at = 0;
    while (at < this.starts.length && this.starts[at]! < page) at++;
    if (this.starts[at] === page) return;
    insertAt(this.values, at, at === 0 ? this.rest : this.values[at - 1]!);
    insertAt(this.starts, at, page);
  }
}
