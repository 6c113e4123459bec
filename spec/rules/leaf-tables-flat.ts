import { INSPECTION, ORDER } from '../features.ts';
import { leavesFlat } from '../guests.ts';
import { APART, SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, twoSharers, value } from '../scene.ts';
import { joinedRegions } from '../scopes.ts';

export const rule: Rule = {
  id: 'leaf-tables-flat',
  family: 'accounting',
  sentence: 'The number of leaf tables of a region does not grow with the number of sharers.',
  source:
    'The first advantage that the proposal claims: 8 bytes for a page, not 8 bytes for a page and a process (seed message, October 2023).',
  needs: 'tables',
  scope: joinedRegions,
  concerns: INSPECTION.several,
  inspect: leavesFlat,
  settled: ORDER.unsplit,
  holds: twoSharers('One leaf table for two').store('A', BUF, 1).load('B', BUF, value(1)).shows(SHARED).end(),
  breaks: twoSharers('A leaf table for each').store('A', BUF, 1).load('B', BUF, value(1)).shows(APART).end(),
};
