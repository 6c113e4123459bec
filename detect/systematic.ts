// Measured by `npm run stryker`, summed up by `npm run generate`. Do not edit.
import type { Report } from '../schemas/generated/types.ts';

export const systematic: NonNullable<NonNullable<Report['detection']>['systematic']> = {
  caught: 9778,
  otherwise: 423,
  of: 11418,
  broke: 1617,
  equivalent: 883,
  survivors: ['spec/answers.ts: 1', 'spec/profile.ts: 21', 'spec/sharing.ts: 1'],
  changed: ['spec/answers.ts', 'spec/index.ts', 'spec/profile.ts', 'spec/rules/presence-follows-table.ts'],
};
