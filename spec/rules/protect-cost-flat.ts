import { NEWS, STEP } from '../features.ts';
import { pagesNamed } from '../costs.ts';
import { RO, SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, twoSharers } from '../scene.ts';
import { protectionOfRegion } from '../scopes.ts';

export const rule: Rule = {
  id: 'protect-cost-flat',
  family: 'protection',
  sentence:
    'A change of protection writes at most one entry for each page named, however many share; marks that accesses set are not counted.',
  source: 'The second advantage that the proposal claims: one change instead of one in every process (seed message, October 2023).',
  needs: 'counts',
  scope: protectionOfRegion,
  concerns: STEP.protected,
  inspect: (v) => {
    const named = pagesNamed(v);
    const written = v.snapshot.counts?.entriesWritten;
    if (named === undefined || written === undefined) return undefined;
    return written <= named ? 'held' : { wrong: `the call named ${named} pages and wrote ${written} entries` };
  },
  due: NEWS.step,
  holds: twoSharers('One page, one entry')
    .store('B', BUF, 1)
    .protect('A', BUF, '0x1000', 'r')
    .shows({ ...SHARED, leaves: { 1: [0, 7, RO] }, counts: { entriesWritten: 1 } })
    .end(),
  breaks: twoSharers('One page, an entry for each sharer')
    .store('B', BUF, 1)
    .protect('A', BUF, '0x1000', 'r')
    .shows({ ...SHARED, leaves: { 1: [0, 7, RO] }, counts: { entriesWritten: 2 } })
    .end(),
};
