import { ACCESS } from '../features.ts';
import { undisturbed } from '../claims.ts';
import type { Rule } from '../rule.ts';
import { BUF, DONE, MAPERR, twoSharers, value } from '../scene.ts';
import { joinedRegions } from '../scopes.ts';

export const rule: Rule = {
  id: 'fork-shares',
  family: 'teardown',
  sentence: 'A child inherits the mapping as a sharer of its own: it accesses the region, and outlives the parent in it.',
  source: 'Ordinary rule of fork(2); the posted code does not count the child.',
  needs: 'outcome',
  scope: joinedRegions,
  concerns: ACCESS.forked,
  onAccess: (v) => (v.region && v.mapping?.forked ? undisturbed(v) : undefined),
  holds: twoSharers('The child goes on when the parent unmaps')
    .does({ call: 'fork', process: 'A', child: 'C' }, DONE)
    .unmap('A', BUF, '0x200000')
    .load('C', BUF, value(1))
    .end(),
  breaks: twoSharers('The child loses the region')
    .does({ call: 'fork', process: 'A', child: 'C' }, DONE)
    .unmap('A', BUF, '0x200000')
    .load('C', BUF, MAPERR)
    .end(),
};
