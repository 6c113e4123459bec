import { soleUser } from '../sharing.ts';
import { REASONS } from '../world.ts';
import { APART, SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, Scene } from '../scene.ts';
import { askedByFlag } from '../scopes.ts';

export const rule: Rule = {
  id: 'flag-required',
  family: 'alignment',
  sentence: 'A mapping that was made without MAP_SHARED_PT never shares a leaf table: sharing is asked for, never imposed.',
  source: 'Author, cover letter of the ptshare RFC v2 (April 2023); Peter Xu there: opt-in is right.',
  needs: 'tables',
  scope: askedByFlag,
  concerns: REASONS.flag,
  inspect: (v) => soleUser(v, REASONS.flag, 'a mapping without the flag'),
  holds: new Scene('Two mappings without the flag: own tables')
    .map('A', { flags: ['MAP_SHARED', 'MAP_FIXED'] })
    .map('B', { flags: ['MAP_SHARED', 'MAP_FIXED'] })
    .store('A', BUF, 1)
    .shows({ ...APART, mms: APART.mms.slice(0, 2) })
    .end(),
  breaks: new Scene('Two mappings without the flag: one table')
    .map('A', { flags: ['MAP_SHARED', 'MAP_FIXED'] })
    .map('B', { flags: ['MAP_SHARED', 'MAP_FIXED'] })
    .store('A', BUF, 1)
    .shows({ ...SHARED, mms: SHARED.mms.slice(0, 2) })
    .end(),
};
