import { NEWS } from '../features.ts';
import { walksFresh } from '../entries.ts';
import { BUF_SLOT, HOST, SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, twoSharers } from '../scene.ts';
import { everyGeneration } from '../scopes.ts';

export const rule: Rule = {
  id: 'no-stale-walk',
  family: 'protection',
  sentence: 'When a call has returned, every upper entry that a CPU has cached agrees with the tables.',
  source:
    'The processor may keep upper entries apart from leaf translations; flushing only the leaves leaves a way into a table that was unlinked.',
  needs: 'tlb',
  scope: everyGeneration,
  inspect: walksFresh,
  due: NEWS.layout | NEWS.tlb,
  holds: twoSharers('The cached way is right')
    .store('B', BUF, 1)
    .shows({ ...SHARED, tlb: [{ cpu: 0, entries: [], walks: [1, BUF_SLOT, 1] }] })
    .end(),
  breaks: twoSharers('The cached way outlives the mapping')
    .store('B', BUF, 1)
    .unmap('B', BUF, '0x200000')
    .shows({
      ...SHARED,
      mms: [SHARED.mms[0]!, { process: 'B', slots: {} }, { host: { ...HOST, guests: 1 }, slots: { [BUF_SLOT]: 1 } }],
      tlb: [{ cpu: 0, entries: [], walks: [1, BUF_SLOT, 1] }],
    })
    .end(),
};
