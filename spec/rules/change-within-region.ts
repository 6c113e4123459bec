import type { MshareProtectCall } from '../../schemas/generated/types.ts';
import { twoAttached } from '../call-scene.ts';
import { UNIT } from '../region-scene.ts';
import { changeClaim } from '../region-changes.ts';
import { DONE, refused } from '../scene.ts';
import { madeByCalls } from '../scopes.ts';
import type { Rule } from '../rule.ts';

const BEYOND_END: MshareProtectCall = { call: 'mshare_protect', process: 'A', fd: 'r', offset: UNIT, size: '0x1000', prot: [] };

export const rule: Rule = {
  id: 'change-within-region',
  family: 'errors',
  sentence:
    'Protection and advice are for whole pages within the size of a region, and give no right that the object of a page was not opened with; anything else is refused.',
  source: 'Announced for LSF/MM/BPF 2026; mprotect(2), madvise(2).',
  needs: 'outcome',
  scope: madeByCalls,
  questions: ['q-place-rights', 'q-mprotect-hole', 'q-region-advice'],
  calls: ['mshare_protect', 'mshare_advise'],
  onCall: changeClaim,
  holds: twoAttached('Beyond the end').does(BEYOND_END, refused('EINVAL')).end(),
  breaks: twoAttached('Beyond the end, and done').does(BEYOND_END, DONE).end(),
};
