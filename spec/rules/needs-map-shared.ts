import { soleUser } from '../sharing.ts';
import { REASONS } from '../world.ts';
import { APART, SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, Scene, value } from '../scene.ts';
import { joinedByKey } from '../scopes.ts';

export const rule: Rule = {
  id: 'needs-map-shared',
  family: 'alignment',
  sentence: 'A private mapping never shares a leaf table, even when the flag stands beside MAP_PRIVATE.',
  source:
    'ptshare RFC v2, patch 2: the flag goes with MAP_SHARED. The posted test of the mapping type lets MAP_PRIVATE through; that is a finding, not the intent.',
  needs: 'tables',
  scope: joinedByKey,
  concerns: REASONS.type,
  inspect: (v) => soleUser(v, REASONS.type, 'a private mapping'),
  holds: new Scene('Two private mappings with the flag: own tables')
    .map('A', { flags: ['MAP_PRIVATE', 'MAP_SHARED_PT', 'MAP_FIXED'] })
    .map('B', { flags: ['MAP_PRIVATE', 'MAP_SHARED_PT', 'MAP_FIXED'] })
    .load('A', BUF, value(1))
    .shows({ ...APART, mms: APART.mms.slice(0, 2) })
    .end(),
  breaks: new Scene('Two private mappings with the flag: one table')
    .map('A', { flags: ['MAP_PRIVATE', 'MAP_SHARED_PT', 'MAP_FIXED'] })
    .map('B', { flags: ['MAP_PRIVATE', 'MAP_SHARED_PT', 'MAP_FIXED'] })
    .load('A', BUF, value(1))
    .shows({ ...SHARED, mms: SHARED.mms.slice(0, 2) })
    .end(),
};
