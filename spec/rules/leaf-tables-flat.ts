import { INSPECTION, ORDER } from '../features.ts';
import { leavesFlat } from '../guests.ts';
import { APART, BUF_PAGE, BUF_SLOT, HOST, SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, Scene, at, twoSharers, value } from '../scene.ts';
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
  breaks: new Scene('A leaf table for each of two sharers; how C and its host differ in another region is not about sharers')
    .map('C', { file: 'log', addr: at(512) })
    .map('A')
    .map('B')
    .store('A', BUF, 1)
    .load('B', BUF, value(1))
    .shows({
      leaves: { ...APART.leaves, 3: [], 4: [] },
      mms: [
        ...APART.mms,
        { process: 'C', slots: { [BUF_SLOT + 1]: 3 } },
        { host: { ...HOST, file: 'log', startPage: BUF_PAGE + 512, guests: 1 }, slots: { [BUF_SLOT + 1]: 4 } },
      ],
    })
    .end(),
};
