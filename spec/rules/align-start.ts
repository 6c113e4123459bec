import { soleUser } from '../sharing.ts';
import { REASONS } from '../world.ts';
import { APART, RW, SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { Scene, at } from '../scene.ts';
import { joinedByKey } from '../scopes.ts';

export const rule: Rule = {
  id: 'align-start',
  family: 'alignment',
  sentence: 'A mapping whose start is not a multiple of the PMD size never shares a leaf table.',
  source: 'ptshare RFC v2, cover letter and patch 3: start and end of the mapping are aligned to the PMD.',
  needs: 'tables',
  scope: joinedByKey,
  concerns: REASONS.start,
  inspect: (v) => soleUser(v, REASONS.start, 'a mapping with an unaligned start'),
  holds: new Scene('A mapping that begins one page into a slot: own tables')
    .map('A', { addr: at(1) })
    .map('B', { addr: at(1) })
    .store('A', at(1), 1)
    .shows({ ...APART, pages: [1, 7], leaves: { 1: [1, 7, RW], 2: [] }, mms: APART.mms.slice(0, 2) })
    .end(),
  breaks: new Scene('A mapping that begins one page into a slot: one table')
    .map('A', { addr: at(1) })
    .map('B', { addr: at(1) })
    .store('A', at(1), 1)
    .shows({ ...SHARED, mms: SHARED.mms.slice(0, 2) })
    .end(),
};
