import { ACCESS } from '../features.ts';
import { owed } from '../claims.ts';
import type { Rule } from '../rule.ts';
import { ACCERR, BUF, Scene } from '../scene.ts';
import { livesBySharers } from '../scopes.ts';

export const rule: Rule = {
  id: 'reattach-fresh',
  family: 'teardown',
  sentence: 'After the last one has left, mapping anew begins afresh: with the protection asked for, not with what was left over.',
  source: 'Follows from the end of the region with its last sharer; a reset that is forgotten shows the old protection.',
  needs: 'outcome',
  scope: livesBySharers,
  concerns: ACCESS.region,
  onAccess: (v) => (v.region?.again && v.protection?.by === '' && v.says !== 'beyond-end' ? owed(v) : undefined),
  holds: new Scene('The new mapping is writable')
    .map('A')
    .protect('A', BUF, '0x200000', 'r')
    .unmap('A', BUF, '0x200000')
    .map('A')
    .map('B')
    .store('B', BUF, 1)
    .end(),
  breaks: new Scene('The old protection is back')
    .map('A')
    .protect('A', BUF, '0x200000', 'r')
    .unmap('A', BUF, '0x200000')
    .map('A')
    .map('B')
    .store('B', BUF, 1, ACCERR)
    .end(),
};
