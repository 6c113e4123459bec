// Measured by `npm run stryker`, summed up by `npm run generate`. Do not edit.
import type { Report } from '../schemas/generated/types.ts';

export const systematic: NonNullable<NonNullable<Report['detection']>['systematic']> = {
  caught: 9785,
  otherwise: 418,
  of: 11383,
  broke: 1591,
  equivalent: 852,
  survivors: ['spec/layout.ts: 7'],
  changed: [
    'reference/access.ts',
    'reference/body.ts',
    'reference/calls/madvise.ts',
    'reference/calls/mshare.ts',
    'reference/calls/umount.ts',
    'reference/contents-plan.ts',
    'reference/flushes.ts',
    'reference/hardware.ts',
    'reference/locks.ts',
    'reference/region-windows.ts',
    'reference/unasked.ts',
    'spec/access.ts',
    'spec/bytes.ts',
    'spec/calls/fallocate.ts',
    'spec/clone.ts',
    'spec/inspection.ts',
    'spec/rules/no-memory-told.ts',
    'spec/shown.ts',
    'spec/world.ts',
  ],
};
