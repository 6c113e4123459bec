import { NEWS, ORDER } from '../features.ts';
import { freedOnce } from '../ledger.ts';
import { SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, twoSharers, value } from '../scene.ts';
import { everyGeneration } from '../scopes.ts';

export const rule: Rule = {
  id: 'freed-once',
  family: 'teardown',
  sentence: 'No table is freed twice: the tables that live are never more than those allocated and not freed.',
  source: 'Two ways of tearing down that both free is a known bug of shared tables.',
  needs: 'counts',
  scope: everyGeneration,
  inspect: freedOnce,
  due: NEWS.layout | NEWS.counts,
  settled: ORDER.balanced,
  holds: twoSharers('The books agree').store('A', BUF, 1).load('B', BUF, value(1)).shows(SHARED).end(),
  breaks: twoSharers('One table was freed and lives')
    .store('A', BUF, 1)
    .load('B', BUF, value(1))
    .shows({ ...SHARED, counts: { tablesFreed: 1 } })
    .end(),
};
