import { ACCESS } from '../features.ts';
import { shows } from '../claims.ts';
import type { Rule } from '../rule.ts';
import { BUF, DONE, twoSharers, value } from '../scene.ts';
import { everyGeneration } from '../scopes.ts';

export const rule: Rule = {
  id: 'remove-clears-for-all',
  family: 'data',
  sentence: 'After MADV_REMOVE by one sharer every mapping of the pages loads zeros.',
  source: 'madvise(2): MADV_REMOVE makes a hole in the file; all mappings see it.',
  needs: 'outcome',
  scope: everyGeneration,
  concerns: ACCESS.mapped | ACCESS.load,
  onAccess: (v) => (v.mapping?.shared && v.byte?.through === 'remove' ? shows(v) : undefined),
  holds: twoSharers('B loads zero')
    .store('B', BUF, 5)
    .does({ call: 'madvise', process: 'A', addr: BUF, length: '0x1000', advice: 'MADV_REMOVE' }, DONE)
    .load('B', BUF, value(0))
    .end(),
  breaks: twoSharers('B still loads the byte')
    .store('B', BUF, 5)
    .does({ call: 'madvise', process: 'A', addr: BUF, length: '0x1000', advice: 'MADV_REMOVE' }, DONE)
    .load('B', BUF, value(5))
    .end(),
};
