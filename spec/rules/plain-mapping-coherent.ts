import { ACCESS } from '../features.ts';
import type { AccessView } from '../access.ts';
import { shows } from '../claims.ts';
import type { Rule } from '../rule.ts';
import { BUF, Scene, value } from '../scene.ts';
import { everyGeneration } from '../scopes.ts';

/** The byte was stored through another kind of mapping than it is loaded through, or through ordinary ones only. */
function crosses(v: AccessView): boolean {
  return v.byte?.through === 'plain' || (v.byte?.through === 'region' && !v.region);
}

export const rule: Rule = {
  id: 'plain-mapping-coherent',
  family: 'data',
  sentence: 'Ordinary shared mappings of the file and its region show the same bytes.',
  source: 'Ordinary rule of MAP_SHARED: all mappings of a page show one page.',
  needs: 'outcome',
  scope: everyGeneration,
  concerns: ACCESS.mapped | ACCESS.load,
  onAccess: (v) => (v.mapping?.shared && crosses(v) ? shows(v) : undefined),
  holds: new Scene('A sharer sees an ordinary store')
    .map('A')
    .map('B')
    .map('C', { flags: ['MAP_SHARED', 'MAP_FIXED'] })
    .store('C', BUF, 66)
    .load('A', BUF, value(66))
    .end(),
  breaks: new Scene('A sharer misses an ordinary store')
    .map('A')
    .map('B')
    .map('C', { flags: ['MAP_SHARED', 'MAP_FIXED'] })
    .store('C', BUF, 66)
    .load('A', BUF, value(1))
    .end(),
};
