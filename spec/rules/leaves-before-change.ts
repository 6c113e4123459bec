import { NEWS } from '../features.ts';
import { leaversApart } from '../domain-tables.ts';
import { FORK_SHARED, parentAndChild, reaching } from '../fork-scene.ts';
import type { Rule } from '../rule.ts';
import { BUF, value } from '../scene.ts';
import { inheritedDomains } from '../scopes.ts';

function protecting(title: string): ReturnType<typeof parentAndChild> {
  return parentAndChild(title).store('A', BUF, 1).load('B', BUF, value(1)).shows(FORK_SHARED).protect('B', BUF, '0x200000', 'r');
}

export const rule: Rule = {
  id: 'leaves-before-change',
  family: 'protection',
  sentence:
    'Whoever protects, unmaps in part, moves, replaces or drops pages of a mapping in a domain leaves the shared tables first: from then on it has tables of its own.',
  source:
    'Android, mm/ptshare.c (2026): mprotect, mremap, munmap of a part, MAP_FIXED over it and MADV_DONTNEED unshare first, and then act on the caller.',
  needs: 'tables',
  scope: inheritedDomains,
  questions: ['q-unshare-extent'],
  inspect: leaversApart,
  due: NEWS.step,
  holds: protecting('B has left')
    .shows({ ...FORK_SHARED, mms: [reaching(1, 'A'), { process: 'B', slots: {} }, reaching(1)] })
    .end(),
  breaks: protecting('B has not left').shows(FORK_SHARED).end(),
};
