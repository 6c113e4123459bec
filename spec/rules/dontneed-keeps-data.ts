import { ACCESS } from '../features.ts';
import { shows } from '../claims.ts';
import type { Rule } from '../rule.ts';
import { BUF, DONE, twoSharers, value } from '../scene.ts';
import { everyGeneration } from '../scopes.ts';

export const rule: Rule = {
  id: 'dontneed-keeps-data',
  family: 'data',
  sentence: 'MADV_DONTNEED by one sharer loses no data: every sharer loads the same bytes as before.',
  source:
    "Inferred from the file behind the mapping: entries may go, the pages are the file's. A derivative punches a hole instead and loses data.",
  needs: 'outcome',
  scope: everyGeneration,
  questions: ['q-dontneed'],
  concerns: ACCESS.dontneed | ACCESS.load,
  onAccess: (v) =>
    v.mapping?.shared && v.mapping.file.dontneedAt > v.byte!.step && v.byte!.through !== 'remove' && v.byte!.through !== 'truncate'
      ? shows(v)
      : undefined,
  holds: twoSharers('The byte is still there')
    .store('A', BUF, 5)
    .does({ call: 'madvise', process: 'A', addr: BUF, length: '0x200000', advice: 'MADV_DONTNEED' }, DONE)
    .load('B', BUF, value(5))
    .end(),
  breaks: twoSharers('The byte is gone')
    .store('A', BUF, 5)
    .does({ call: 'madvise', process: 'A', addr: BUF, length: '0x200000', advice: 'MADV_DONTNEED' }, DONE)
    .load('B', BUF, value(0))
    .end(),
};
