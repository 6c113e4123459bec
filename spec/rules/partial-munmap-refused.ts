import { partialClaim } from '../partial.ts';
import type { Rule } from '../rule.ts';
import { BUF, refused, twoSharers } from '../scene.ts';
import { joinedByKey } from '../scopes.ts';

export const rule: Rule = {
  id: 'partial-munmap-refused',
  family: 'teardown',
  sentence: 'Unmapping a part of a shared region, by munmap, by a mapping placed over it or by mremap, is refused.',
  source: 'ptshare RFC v2, patch 4 and its list of open questions: partial unmapping is not supported and answers EINVAL.',
  needs: 'outcome',
  scope: joinedByKey,
  questions: ['q-wider-munmap', 'q-fixed-over-part', 'q-mremap'],
  calls: ['munmap', 'mmap', 'mremap'],
  onCall: partialClaim,
  holds: twoSharers('Half of the region').unmap('A', BUF, '0x100000', refused('EINVAL')).end(),
  breaks: twoSharers('Half of the region goes').unmap('A', BUF, '0x100000').end(),
};
