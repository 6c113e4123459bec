import { NEWS, ORDER } from '../features.ts';
import { nothingLeaked } from '../ledger.ts';
import { SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, twoSharers, value } from '../scene.ts';
import { everyGeneration } from '../scopes.ts';

export const rule: Rule = {
  id: 'nothing-leaked',
  family: 'teardown',
  sentence: 'Every allocated table is reached from a living mm, and as many are allocated as were not freed.',
  source: 'Ordinary rule of memory; a count that misses a link, or a link that misses a count, ends in one of the two.',
  needs: 'tables',
  scope: everyGeneration,
  inspect: nothingLeaked,
  due: NEWS.layout | NEWS.counts,
  settled: ORDER.reached | ORDER.balanced,
  holds: twoSharers('All tables are reached').store('A', BUF, 1).load('B', BUF, value(1)).shows(SHARED).end(),
  breaks: twoSharers('A leaf table hangs in the air')
    .store('A', BUF, 1)
    .load('B', BUF, value(1))
    .shows({ ...SHARED, leaves: { ...SHARED.leaves, 2: [] } })
    .end(),
};
