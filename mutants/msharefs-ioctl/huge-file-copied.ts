import { File, Machine, Vma } from '../../reference/index.ts';
import type { Region } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyPools } from './body.ts';

class HugeFileCopied extends Machine {
  /** Anonymous, in huge pages. */
  private memoryOf(pages: number): File {
    const memory = File.unnamed(pages);
    memory.granule = this.layout.entries;
    return memory;
  }

  override putContents(region: Region, vma: Vma): void {
    const { file, start, end, prot, shared, mayWrite } = vma;
    const own = file !== undefined && file.name !== null && file.granule > 1;
    super.putContents(region, own ? new Vma(start, end, prot, shared, mayWrite, this.memoryOf(end - start), 0) : vma);
  }
}

export const mutant: Mutant = {
  name: 'huge-file-copied',
  title: 'A region that a file of huge pages is put into gets huge pages of its own, and none of the file.',
  source:
    'No public case: PATCH v3 of August 2025, patch 20, makes a hugetlb file of its own for anonymous memory, and this for every object.',
  rules: ['file-content-shown'],
  follows: ['entry-maps-file-page', 'stores-seen-by-sharers', 'truncate-reaches-all', 'fault-owed'],
  create: () => faultyPools('huge-file-copied', new HugeFileCopied()),
};
