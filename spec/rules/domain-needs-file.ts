import { refusedWhere } from '../domain-requests.ts';
import { forkScene } from '../fork-scene.ts';
import type { Rule } from '../rule.ts';
import { refused } from '../scene.ts';
import { inheritedDomains } from '../scopes.ts';

const ANONYMOUS = ['MAP_SHARED', 'MAP_SHARED_PT', 'MAP_FIXED', 'MAP_ANONYMOUS'] as const;

export const rule: Rule = {
  id: 'domain-needs-file',
  family: 'alignment',
  sentence: 'A domain holds mappings of files: MAP_SHARED_PT with MAP_ANONYMOUS is refused with EINVAL.',
  source: 'Android, mm/ptshare.c (2026): a mapping without a file is not eligible; no file, EINVAL.',
  needs: 'outcome',
  scope: inheritedDomains,
  calls: ['mmap'],
  onCall: (v) => refusedWhere(v, (flags) => flags.includes('MAP_ANONYMOUS')),
  holds: forkScene('Anonymous memory is refused')
    .map('A', { flags: ANONYMOUS, seen: refused('EINVAL') })
    .end(),
  breaks: forkScene('Anonymous memory is mapped').map('A', { flags: ANONYMOUS }).end(),
};
