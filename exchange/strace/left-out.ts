/** Counts what of a log does not get into the trace, by kind. */

export class LeftOut {
  private readonly counts = new Map<string, number>();

  add(kind: string, times = 1): void {
    if (times > 0) this.counts.set(kind, (this.counts.get(kind) ?? 0) + times);
  }

  /** The most frequent first. */
  list(): { readonly kind: string; readonly times: number }[] {
    return [...this.counts].map(([kind, times]) => ({ kind, times })).sort((a, b) => b.times - a.times || (a.kind < b.kind ? -1 : 1));
  }
}
