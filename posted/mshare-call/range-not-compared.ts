import type { Region } from '../../reference/index.ts';
import type { Hazard } from '../hazard.ts';

export const rangeNotCompared: Hazard = {
  id: 'range-not-compared',
  title:
    'The range of an attachment is not compared with that of the region: it may lie elsewhere and be of another size, and shows the region from its start.',
  evidence: 'derived',
  source: 'RFC of January 2022, patch 6; PATCH v1 of April 2022',
  machine: (Base) =>
    class RangeNotCompared extends Base {
      override fitsRegion(): boolean {
        return true;
      }

      override enter(region: Region): boolean {
        return region.file.region === region;
      }
    },
};
