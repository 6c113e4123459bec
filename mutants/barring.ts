/** A machine whose regions can be closed to newcomers while they live, which no region is. */
import { Machine } from '../reference/index.ts';
import type { Region, SharingRequest } from '../reference/index.ts';

export class BarringMachine extends Machine {
  private readonly barred = new WeakSet<Region>();

  /** From now on nobody joins the region. */
  protected bar(region: Region): void {
    this.barred.add(region);
  }

  override sameKey(region: Region, request: SharingRequest): boolean {
    return !this.barred.has(region) && super.sameKey(region, request);
  }
}
