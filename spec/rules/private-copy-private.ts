import { ACCESS } from '../features.ts';
import type { AccessView } from '../access.ts';
import { shows } from '../claims.ts';
import type { Rule } from '../rule.ts';
import { BUF, twoSharers, value } from '../scene.ts';
import { everyGeneration } from '../scopes.ts';

function filePageOf(v: AccessView): number {
  return v.mapping!.offset + (v.page - v.mapping!.start);
}

export const rule: Rule = {
  id: 'private-copy-private',
  family: 'data',
  sentence:
    'What is stored through a private or anonymous mapping is seen through that mapping alone, and stays there whatever others store.',
  source: 'Ordinary rule of mmap(2); a shared table must not carry private pages.',
  needs: 'outcome',
  scope: everyGeneration,
  concerns: ACCESS.mapped | ACCESS.load,
  onAccess: (v) => (v.mapping && (!v.mapping.shared || v.mapping.file.privateStores.has(filePageOf(v))) ? shows(v) : undefined),
  holds: twoSharers('B does not see a private store of C')
    .map('C', { flags: ['MAP_PRIVATE', 'MAP_FIXED'] })
    .store('C', BUF, 9)
    .load('B', BUF, value(1))
    .end(),
  breaks: twoSharers('B sees a private store of C')
    .map('C', { flags: ['MAP_PRIVATE', 'MAP_FIXED'] })
    .store('C', BUF, 9)
    .load('B', BUF, value(9))
    .end(),
};
