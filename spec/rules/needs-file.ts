import { soleUser } from '../sharing.ts';
import { REASONS } from '../world.ts';
import { APART, SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, Scene, value } from '../scene.ts';
import { joinedByKey } from '../scopes.ts';

export const rule: Rule = {
  id: 'needs-file',
  family: 'alignment',
  sentence: 'An anonymous mapping never shares a leaf table: only file mappings can be recognised by another process.',
  source: 'ptshare RFC v2, patch 3: a mapping without a file is left as it is.',
  needs: 'tables',
  scope: joinedByKey,
  concerns: REASONS.file,
  inspect: (v) => soleUser(v, REASONS.file, 'an anonymous mapping'),
  holds: new Scene('Two anonymous mappings with the flag: own tables')
    .map('A', { flags: ['MAP_SHARED', 'MAP_ANONYMOUS', 'MAP_SHARED_PT', 'MAP_FIXED'] })
    .map('B', { flags: ['MAP_SHARED', 'MAP_ANONYMOUS', 'MAP_SHARED_PT', 'MAP_FIXED'] })
    .load('A', BUF, value(0))
    .shows({ ...APART, pages: [], mms: APART.mms.slice(0, 2) })
    .end(),
  breaks: new Scene('Two anonymous mappings with the flag: one table')
    .map('A', { flags: ['MAP_SHARED', 'MAP_ANONYMOUS', 'MAP_SHARED_PT', 'MAP_FIXED'] })
    .map('B', { flags: ['MAP_SHARED', 'MAP_ANONYMOUS', 'MAP_SHARED_PT', 'MAP_FIXED'] })
    .load('A', BUF, value(0))
    .shows({ ...SHARED, pages: [], mms: SHARED.mms.slice(0, 2) })
    .end(),
};
