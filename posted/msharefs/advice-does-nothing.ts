import type { Gather, Mm, Vma } from '../../reference/index.ts';
import type { Hazard } from '../hazard.ts';

export const adviceDoesNothing: Hazard = {
  id: 'advice-does-nothing',
  title: 'MADV_DONTNEED in a window is a success that leaves every entry: what zaps a range passes over windows.',
  evidence: 'derived',
  source: 'PATCH v2 of June 2022, patch 8 (unmap_page_range)',
  permitted: 'q-dontneed',
  machine: (Base) =>
    class AdviceDoesNothing extends Base {
      override discard(mm: Mm, vma: Vma, start: number, end: number, gather: Gather): void {
        if (vma.region === undefined) super.discard(mm, vma, start, end, gather);
      }
    },
};
