import { pageOf } from '../../schemas/address.ts';
import type { Hazard } from '../hazard.ts';

export const objectOffsetRounded: Hazard = {
  id: 'object-offset-rounded',
  title: 'An offset in the object that falls within a page is rounded down without a word.',
  evidence: 'derived',
  source: 'PATCH v3 of August 2025, patches 18 and 20',
  permitted: 'q-object-offset',
  machine: (Base) =>
    class ObjectOffsetRounded extends Base {
      override objectPage(offset: string): number {
        return pageOf(offset, this.layout.shift);
      }
    },
};
