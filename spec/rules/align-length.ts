import { soleUser } from '../sharing.ts';
import { REASONS } from '../world.ts';
import { APART, SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, Scene } from '../scene.ts';
import { joinedByKey } from '../scopes.ts';

export const rule: Rule = {
  id: 'align-length',
  family: 'alignment',
  sentence: 'A mapping whose length is not a multiple of the PMD size never shares a leaf table.',
  source: 'ptshare RFC v2, cover letter and patch 3: start and end of the mapping are aligned to the PMD.',
  needs: 'tables',
  scope: joinedByKey,
  concerns: REASONS.length,
  inspect: (v) => soleUser(v, REASONS.length, 'a mapping with an unaligned length'),
  holds: new Scene('A mapping one page longer than a slot: own tables')
    .map('A', { length: '0x201000' })
    .map('B', { length: '0x201000' })
    .store('A', BUF, 1)
    .shows({ ...APART, mms: APART.mms.slice(0, 2) })
    .end(),
  breaks: new Scene('A mapping one page longer than a slot: one table')
    .map('A', { length: '0x201000' })
    .map('B', { length: '0x201000' })
    .store('A', BUF, 1)
    .shows({ ...SHARED, mms: SHARED.mms.slice(0, 2) })
    .end(),
};
