import { Machine } from '../../reference/index.ts';
import type { Vma } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyHugeBody } from './body.ts';

class HugePartShares extends Machine {
  override mapsWholeSlot(vma: Vma, page: number): boolean {
    return vma.shared && vma.file !== undefined && vma.start < page + this.layout.entries && vma.end > page;
  }
}

export const mutant: Mutant = {
  name: 'huge-part-shares',
  title: 'A mapping that covers a part of a slot shares the table of all of it.',
  source: 'Linux commit b30c14cd6102: a VMA that was split inside a slot went on sharing.',
  rules: ['whole-slot-only'],
  follows: ['entry-obeys-protection', 'plain-mapping-coherent'],
  create: () => faultyHugeBody('huge-part-shares', new HugePartShares()),
};
