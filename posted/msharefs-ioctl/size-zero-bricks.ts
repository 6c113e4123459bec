import type { Hazard } from '../hazard.ts';

export const sizeZeroBricks: Hazard = {
  id: 'size-zero-bricks',
  title: 'ftruncate to 0, or O_TRUNC, gives a region without a size the size 0 for good: it can be sized, filled and attached never again.',
  evidence: 'derived',
  source: 'PATCH v3 of August 2025, patch 5',
  permitted: 'q-size-zero',
  machine: (Base) =>
    class SizeZeroBricks extends Base {
      override acceptsSizeZero(): boolean {
        return true;
      }
    },
};
