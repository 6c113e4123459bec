import { filePageOf, keysAgree } from '../sharing.ts';
import { REASONS } from '../world.ts';
import { APART, RW, SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, Scene, value } from '../scene.ts';
import { joinedByKey } from '../scopes.ts';

export const rule: Rule = {
  id: 'same-offset',
  family: 'alignment',
  sentence: 'Mappings of one file at different offsets never share a leaf table.',
  source: 'Follows from one table standing for one run of file pages. The posted code does not compare offsets; that is a finding.',
  needs: 'tables',
  scope: joinedByKey,
  questions: ['q-second-region'],
  concerns: REASONS.otherOffset,
  inspect: (v) =>
    keysAgree(v, REASONS.otherOffset, 'the file offset', (a, b) => {
      const { slotPages } = v.world;
      return a.file === b.file && a.slot === b.slot && filePageOf(a, slotPages) !== filePageOf(b, slotPages);
    }),
  holds: new Scene('A second mapping of another key: own tables')
    .map('A')
    .map('B', { offset: '0x200000' })
    .load('A', BUF, value(1))
    .shows({ ...APART, leaves: { 1: [0, 7, RW], 2: [] } })
    .end(),
  breaks: new Scene('A second mapping of another key: the same table')
    .map('A')
    .map('B', { offset: '0x200000' })
    .load('B', BUF, value(11))
    .shows({ ...SHARED, mms: SHARED.mms.slice(0, 2) })
    .end(),
};
