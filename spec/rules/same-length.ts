import { keysAgree } from '../sharing.ts';
import { REASONS } from '../world.ts';
import { APART, RW, SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, Scene, value } from '../scene.ts';
import { joinedByKey } from '../scopes.ts';

export const rule: Rule = {
  id: 'same-length',
  family: 'alignment',
  sentence: 'Mappings of one file at one address with different lengths never share a leaf table.',
  source: 'ptshare RFC v2, patch 3: start and size are compared; Mike Kravetz there: mappings of different sizes share nothing.',
  needs: 'tables',
  scope: joinedByKey,
  questions: ['q-second-region'],
  concerns: REASONS.otherLength,
  inspect: (v) => keysAgree(v, REASONS.otherLength, 'the length', (a, b) => a.start === b.start && a.pages !== b.pages),
  holds: new Scene('A second mapping of another key: own tables')
    .map('A')
    .map('B', { length: '0x400000' })
    .load('A', BUF, value(1))
    .shows({ ...APART, leaves: { 1: [0, 7, RW], 2: [] } })
    .end(),
  breaks: new Scene('A second mapping of another key: the same table')
    .map('A')
    .map('B', { length: '0x400000' })
    .load('B', BUF, value(1))
    .shows({ ...SHARED, mms: SHARED.mms.slice(0, 2) })
    .end(),
};
