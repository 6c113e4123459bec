import { Machine } from '../reference/index.ts';
import type { SharingRequest } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class HostFailureLeavesRegion extends Machine {
  private asked: SharingRequest | undefined = undefined;

  override refuses(request: SharingRequest): boolean {
    this.asked = this.eligible(request) && request.file?.region === undefined ? request : undefined;
    return super.refuses(request);
  }

  override reserve(tables: number, frames: number): boolean {
    const { asked } = this;
    this.asked = undefined;
    if (super.reserve(tables, frames)) return true;
    if (asked?.file !== undefined) this.countSharer(this.createRegion({ ...asked, file: asked.file }, asked.prot), 1);
    return false;
  }
}

export const mutant: Mutant = {
  name: 'host-failure-leaves-region',
  title: 'When mmap fails for want of memory, the region that it had begun stays, counted as shared.',
  source: 'ptshare RFC v2, patch 4: when the mapping of the host cannot be inserted, the shared data stay attached with a count of one.',
  rules: ['failed-call-changes-nothing'],
  follows: ['share-count-exact'],
  create: () => faultyBody('host-failure-leaves-region', new HostFailureLeavesRegion()),
};
