// Measured by `npm run stryker`, summed up by `npm run generate`. Do not edit.
import type { Report } from '../schemas/generated/types.ts';

export const systematic: NonNullable<NonNullable<Report['detection']>['systematic']> = {
  caught: 9949,
  otherwise: 414,
  of: 11560,
  broke: 1599,
  equivalent: 680,
  survivors: [
    'reference/region-windows.ts: 1',
    'reference/snapshot.ts: 1',
    'spec/access.ts: 1',
    'spec/calls/ftruncate.ts: 1',
    'spec/calls/madvise.ts: 2',
    'spec/calls/mmap.ts: 1',
    'spec/calls/mprotect.ts: 2',
    'spec/ledger.ts: 1',
    'spec/regions.ts: 1',
    'spec/world.ts: 1',
  ],
  changed: ['spec/access.ts', 'spec/inspection.ts', 'spec/world.ts'],
};
