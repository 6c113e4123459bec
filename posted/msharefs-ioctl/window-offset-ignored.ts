import type { Region, Vma } from '../../reference/index.ts';
import type { Hazard } from '../hazard.ts';

export const windowOffsetIgnored: Hazard = {
  id: 'window-offset-ignored',
  title: 'mmap of a region does not look at its offset: the window shows the region from its start.',
  evidence: 'derived',
  source: 'PATCH v3 of August 2025, patch 7',
  permitted: 'q-window-offset',
  machine: (Base) =>
    class WindowOffsetIgnored extends Base {
      override acceptsWindowOffset(): boolean {
        return true;
      }

      override enter(region: Region, window: Vma): boolean {
        window.offset = 0;
        return super.enter(region, window);
      }
    },
};
