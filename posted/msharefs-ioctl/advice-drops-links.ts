import { unmapRange } from '../../reference/index.ts';
import type { Gather, Mm, Vma } from '../../reference/index.ts';
import type { Hazard } from '../hazard.ts';

export const adviceDropsLinks: Hazard = {
  id: 'advice-drops-links',
  title: 'MADV_DONTNEED in a window, of however little, cuts every link of the caller that its range meets, and keeps the data.',
  evidence: 'derived',
  source: 'PATCH v3 of August 2025, patch 13 (unmap_page_range)',
  permitted: 'q-window-advice',
  machine: (Base) =>
    class AdviceDropsLinks extends Base {
      override allowsWindowAdvice(): boolean {
        return true;
      }

      override discard(mm: Mm, vma: Vma, start: number, end: number, gather: Gather): void {
        if (vma.region === undefined) return super.discard(mm, vma, start, end, gather);
        const unit = this.unitPages;
        unmapRange(this, mm, Math.floor(start / unit) * unit, Math.ceil(end / unit) * unit, gather);
      }
    },
};
