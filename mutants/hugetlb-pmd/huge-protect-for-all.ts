import { Machine } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyHugeBody } from './body.ts';

class HugeProtectForAll extends Machine {
  override leaveRange(): void {}
}

export const mutant: Mutant = {
  name: 'huge-protect-for-all',
  title: 'Whatever is done to pages of a shared table is done to the table of all.',
  source: 'The error that huge_pmd_unshare exists to prevent (Linux, hugetlb_change_protection); the same class in 017b1660df89.',
  rules: ['others-keep-tables', 'protect-only-caller', 'same-rights-only', 'whole-slot-only'],
  follows: [
    'access-marks-entry',
    'cached-table-alive',
    'entry-obeys-protection',
    'table-alive-while-linked',
    'no-stale-translation',
    'no-stale-walk',
    'fault-owed',
  ],
  create: () => faultyHugeBody('huge-protect-for-all', new HugeProtectForAll()),
};
