import type { AccessView } from '../access.ts';
import { ACCESS } from '../features.ts';
import { shows } from '../claims.ts';
import type { Rule } from '../rule.ts';
import { BUF, twoSharers, value } from '../scene.ts';
import { joinedRegions } from '../scopes.ts';

/** Private pages that were given to a region are its sharers' as well. */
function isSharers({ byte }: AccessView): boolean {
  return byte?.through === 'region' || byte?.through === 'private';
}

export const rule: Rule = {
  id: 'stores-seen-by-sharers',
  family: 'data',
  sentence: 'A byte that one sharer stores is the byte that every sharer loads.',
  source: 'The goal of all generations: one memory, many processes (semantics of MAP_SHARED, with common tables).',
  needs: 'outcome',
  scope: joinedRegions,
  concerns: ACCESS.region | ACCESS.load,
  onAccess: (v) => (v.region && isSharers(v) && v.mapping!.file.dontneedAt < v.byte!.step ? shows(v) : undefined),
  holds: twoSharers('B loads what A stored').store('A', BUF, 77).load('B', BUF, value(77)).end(),
  breaks: twoSharers('B loads something else').store('A', BUF, 77).load('B', BUF, value(1)).end(),
};
