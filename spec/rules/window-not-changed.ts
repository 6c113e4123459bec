import { B_WINDOW, twoWindows } from '../region-scene.ts';
import { refused } from '../scene.ts';
import { windowsOnly } from '../scopes.ts';
import { windowClaim } from '../window-changes.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  id: 'window-not-changed',
  family: 'teardown',
  sentence:
    'A window is left as a whole and otherwise stays as it is: mprotect, unmapping a part, another size and MADV_REMOVE are refused.',
  source: 'PATCH v3 of August 2025, patches 7 and 13 (may_split, mprotect, VM_DONTEXPAND).',
  needs: 'outcome',
  scope: windowsOnly,
  questions: ['q-window-move', 'q-window-advice'],
  calls: ['mprotect', 'munmap', 'mmap', 'mremap', 'madvise', 'mshare_attach'],
  onCall: windowClaim,
  holds: twoWindows('A part of a window').unmap('B', B_WINDOW, '0x200000', refused('EINVAL')).end(),
  breaks: twoWindows('A part of a window goes').unmap('B', B_WINDOW, '0x200000').end(),
};
