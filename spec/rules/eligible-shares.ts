import { INSPECTION, ORDER } from '../features.ts';
import { oneTable } from '../sharing.ts';
import { APART, SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, twoSharers, value } from '../scene.ts';
import { joinedByKey } from '../scopes.ts';

export const rule: Rule = {
  id: 'eligible-shares',
  family: 'alignment',
  sentence:
    'Two live mappings of the same file, offset, address and length that asked for sharing reach the same leaf table in every slot that both have linked.',
  source: 'The purpose of every generation: one set of page tables for all sharers (author, seed message of October 2023).',
  needs: 'tables',
  scope: joinedByKey,
  concerns: INSPECTION.guestsPaired,
  inspect: (v) => oneTable(v, true),
  settled: ORDER.unsplit,
  holds: twoSharers('Both have touched page 0, and reach one table').store('A', BUF, 1).load('B', BUF, value(1)).shows(SHARED).end(),
  breaks: twoSharers('Both have touched page 0, and each has a table').store('A', BUF, 1).load('B', BUF, value(1)).shows(APART).end(),
};
