import { ineligibleClaim } from '../requests.ts';
import type { Rule } from '../rule.ts';
import { Scene, at, refused } from '../scene.ts';
import { joinedByKey } from '../scopes.ts';

export const rule: Rule = {
  id: 'ineligible-succeeds-or-refused',
  family: 'alignment',
  sentence:
    'A request that cannot be shared succeeds as an ordinary mapping, since the flag is a hint, or is refused with EINVAL, where the profile takes the flag for a demand.',
  source: 'ptshare RFC v2, patch 3 (silently unshared) against its cover letter (alignment is said to be required).',
  needs: 'outcome',
  scope: joinedByKey,
  questions: ['q-ineligible', 'q-private-flag', 'q-validate'],
  calls: ['mmap'],
  onCall: ineligibleClaim,
  holds: new Scene('An unaligned request succeeds').map('A', { addr: at(1) }).end(),
  breaks: new Scene('An unaligned request fails with another error').map('A', { addr: at(1), seen: refused('EFAULT') }).end(),
};
