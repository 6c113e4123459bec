import { MshareScene } from '../mshare-scene.ts';
import { givenClaim } from '../msharing.ts';
import { DONE, refused } from '../scene.ts';
import { madeByMshare } from '../scopes.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  id: 'made-of-mappings',
  family: 'errors',
  sentence:
    'A region is made of what its creator has mapped in the range: of one mapping at least, of whole ones, and of none that shares already.',
  source: 'RFC of January 2022, patch 6, and PATCH v1 of April 2022: no mapping in the range, or one across its ends, is EINVAL.',
  needs: 'outcome',
  scope: madeByMshare,
  questions: ['q-create-flag'],
  calls: ['mshare'],
  onCall: givenClaim,
  holds: new MshareScene('Nothing is mapped').share('A', ['O_RDWR', 'O_CREAT'], refused('EINVAL')).end(),
  breaks: new MshareScene('An empty region is made').share('A', ['O_RDWR', 'O_CREAT'], DONE).end(),
};
