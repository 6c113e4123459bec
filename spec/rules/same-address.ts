import { keysAgree } from '../sharing.ts';
import { REASONS } from '../world.ts';
import { APART, BUF_SLOT, RW, SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, Scene, at, value } from '../scene.ts';
import { sameAddressOnly } from '../scopes.ts';

export const rule: Rule = {
  id: 'same-address',
  family: 'alignment',
  sentence: 'Mappings of one file at different addresses never share a leaf table in a generation that requires the same address.',
  source: 'ptshare RFC v2, cover letter: sharers map at the same virtual address; the author notes that this may be relaxed later.',
  needs: 'tables',
  scope: sameAddressOnly,
  questions: ['q-second-region'],
  concerns: REASONS.otherAddress,
  inspect: (v) => keysAgree(v, REASONS.otherAddress, 'the address', (a, b) => a.slot !== b.slot),
  holds: new Scene('A second mapping of another key: own tables')
    .map('A')
    .map('B', { addr: at(512) })
    .load('A', BUF, value(1))
    .shows({ ...APART, leaves: { 1: [0, 7, RW], 2: [] }, mms: [APART.mms[0]!, { process: 'B', slots: { [BUF_SLOT + 1]: 2 } }] })
    .end(),
  breaks: new Scene('A second mapping of another key: the same table')
    .map('A')
    .map('B', { addr: at(512) })
    .load('B', at(512), value(1))
    .shows({ ...SHARED, mms: [SHARED.mms[0]!, { process: 'B', slots: { [BUF_SLOT + 1]: 1 } }] })
    .end(),
};
