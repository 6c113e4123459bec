import { NEWS } from '../features.ts';
import { tlbFresh } from '../entries.ts';
import { BUF_PAGE, RO, RW, SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, twoSharers } from '../scene.ts';
import { everyGeneration } from '../scopes.ts';

export const rule: Rule = {
  id: 'no-stale-translation',
  family: 'protection',
  sentence:
    'When a call has returned, every translation that a TLB holds agrees with the tables in frame and rights; accessed and dirty marks may lag.',
  source: 'Ordinary rule of TLB shootdown, over all sharers of a table (CVE-2021-4002; Dave Hansen on the posted series).',
  needs: 'tlb',
  scope: everyGeneration,
  inspect: tlbFresh,
  due: NEWS.layout | NEWS.tlb,
  holds: twoSharers('The TLB agrees')
    .store('B', BUF, 1)
    .shows({ ...SHARED, tlb: [{ cpu: 0, entries: [1, BUF_PAGE, 7, RW] }] })
    .end(),
  breaks: twoSharers('The TLB still allows writing')
    .store('B', BUF, 1)
    .protect('A', BUF, '0x1000', 'r')
    .shows({ ...SHARED, leaves: { 1: [0, 7, RO] }, tlb: [{ cpu: 0, entries: [1, BUF_PAGE, 7, RW] }] })
    .end(),
};
