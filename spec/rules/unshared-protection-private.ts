import { ACCESS } from '../features.ts';
import { othersProtected, owed } from '../claims.ts';
import type { Rule } from '../rule.ts';
import { ACCERR, BUF, Scene } from '../scene.ts';
import { protectionOfRegion } from '../scopes.ts';

export const rule: Rule = {
  id: 'unshared-protection-private',
  family: 'protection',
  sentence: 'A mapping that does not share keeps its own protection, whatever others do to theirs.',
  source:
    'mprotect(2) concerns the caller; only what opted in is shared (David Hildenbrand, 2023: bypassing the protection of a process must never be a by-product).',
  needs: 'outcome',
  scope: protectionOfRegion,
  concerns: ACCESS.unshared,
  onAccess: (v) => (v.mapping && !v.region && v.says !== 'beyond-end' && othersProtected(v) ? owed(v) : undefined),
  holds: new Scene('The ordinary mapping of B stays writable')
    .map('A')
    .map('C')
    .map('B', { flags: ['MAP_SHARED', 'MAP_FIXED'] })
    .protect('A', BUF, '0x200000', 'r')
    .store('B', BUF, 1)
    .end(),
  breaks: new Scene('The ordinary mapping of B is closed')
    .map('A')
    .map('C')
    .map('B', { flags: ['MAP_SHARED', 'MAP_FIXED'] })
    .protect('A', BUF, '0x200000', 'r')
    .store('B', BUF, 1, ACCERR)
    .end(),
};
