/**
 * Which domain of the model a hidden mm is. A snapshot does not say who holds it, but hidden mms come and go as domains do: one that
 * appears is that of the process which has just got its domain.
 */
export class Domains {
  /** The domain that each process holds. */
  private readonly held = new Map<number, number>();
  private readonly byMm = new Map<number, number>();

  /** A process has mapped a range. If it held no domain it got the first that nobody holds, as in the model. */
  enter(process: number): void {
    if (this.held.has(process)) return;
    const taken = new Set(this.held.values());
    let free = 0;
    while (taken.has(free)) free++;
    this.held.set(process, free);
  }

  inherit(parent: number, child: number): void {
    const domain = this.held.get(parent);
    if (domain === undefined) this.held.delete(child);
    else this.held.set(child, domain);
  }

  /** A process is gone. */
  leave(process: number): void {
    this.held.delete(process);
  }

  /** These hidden mms are shown, and no others; what each stands for, or undefined for one too many. */
  see(mms: readonly number[]): ReadonlyMap<number, number | undefined> {
    for (const mm of this.byMm.keys()) if (!mms.includes(mm)) this.byMm.delete(mm);
    const known = new Set(this.byMm.values());
    const fresh = [...new Set(this.held.values())].filter((domain) => !known.has(domain));
    for (const mm of mms) {
      const domain = this.byMm.has(mm) ? undefined : fresh.shift();
      if (domain !== undefined) this.byMm.set(mm, domain);
    }
    return new Map(mms.map((mm) => [mm, this.byMm.get(mm)]));
  }
}
