import { walksAlive } from '../entries.ts';
import { NEWS } from '../features.ts';
import { BUF_SLOT, SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, twoSharers } from '../scene.ts';
import { everyGeneration } from '../scopes.ts';

export const rule: Rule = {
  id: 'cached-table-alive',
  family: 'consistency',
  sentence: 'No table is freed before every CPU has forgotten the way to it, not even while the call that frees it is in flight.',
  source:
    'A walker goes on from a cached upper entry; what it then reads is the memory of the next owner (CVE-2025-38085 and CVE-2021-4002 are of this kind).',
  needs: 'tlb',
  scope: everyGeneration,
  inspect: walksAlive,
  due: NEWS.layout | NEWS.tlb,
  inFlight: true,
  holds: twoSharers('The cached way leads to a table that lives')
    .store('B', BUF, 1)
    .shows({ ...SHARED, tlb: [{ cpu: 0, entries: [], walks: [1, BUF_SLOT, 1] }] })
    .end(),
  breaks: twoSharers('The cached way leads to a table that was freed')
    .store('B', BUF, 1)
    .shows({ ...SHARED, tlb: [{ cpu: 1, entries: [], walks: [1, BUF_SLOT + 1, 9] }] })
    .end(),
};
