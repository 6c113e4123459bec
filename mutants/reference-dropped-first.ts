import { Machine } from '../reference/index.ts';
import type { Mm, Region, SharingRequest } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class ReferenceDroppedFirst extends Machine {
  private replaced: Region | undefined = undefined;

  override mayNeedHost(mm: Mm, request: SharingRequest): boolean {
    this.replaced = mm.vmas.find(request.start)?.region;
    return super.mayNeedHost(mm, request);
  }

  override reserve(tables: number, frames: number): boolean {
    const { replaced } = this;
    this.replaced = undefined;
    if (super.reserve(tables, frames)) return true;
    if (replaced !== undefined) this.countSharer(replaced, -1);
    return false;
  }
}

export const mutant: Mutant = {
  name: 'reference-dropped-first',
  title: 'A mapping over a shared one drops the reference of the old one, and fails then for want of memory: the old one stays, uncounted.',
  source: 'ptshare RFC v2, patch 3: the reference goes before the operation that may still fail.',
  rules: ['share-count-exact'],
  follows: ['detach-only-caller'],
  create: () => faultyBody('reference-dropped-first', new ReferenceDroppedFirst()),
};
