import { BASE, BegunScene } from '../begun-scene.ts';
import { refused } from '../scene.ts';
import { editedByWindows } from '../scopes.ts';
import { windowClaim } from '../window-changes.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  id: 'window-left-whole',
  family: 'teardown',
  sentence:
    'A window is left as a whole and keeps its place and size: unmapping a part, another size or place and MADV_REMOVE are refused.',
  source: 'PATCH v2 of June 2022, review by Mark Hemment and the answer of the author: windows are not to be split.',
  needs: 'outcome',
  scope: editedByWindows,
  questions: ['q-window-part', 'q-window-gap', 'q-window-mapped', 'q-dontneed', 'q-dontneed-given'],
  calls: ['mprotect', 'munmap', 'mmap', 'mremap', 'madvise'],
  onCall: windowClaim,
  holds: new BegunScene('Half of the window').attach('A').attach('B').unmap('B', BASE, '0x4000000000', refused('EINVAL')).end(),
  breaks: new BegunScene('Half of the window goes').attach('A').attach('B').unmap('B', BASE, '0x4000000000').end(),
};
