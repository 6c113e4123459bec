import { keysAgree } from '../sharing.ts';
import { REASONS } from '../world.ts';
import { APART, RW, SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, Scene, value } from '../scene.ts';
import { joinedByKey } from '../scopes.ts';

export const rule: Rule = {
  id: 'same-file',
  family: 'alignment',
  sentence: 'Mappings of different files never share a leaf table, even at the same address, offset and length.',
  source:
    'ptshare RFC v2, patch 3: what is shared hangs on the address space of one file. A sharing key without the file shows one file to readers of another.',
  needs: 'tables',
  scope: joinedByKey,
  questions: ['q-second-region'],
  concerns: REASONS.otherFile,
  inspect: (v) => keysAgree(v, REASONS.otherFile, 'the file', (a, b) => a.file !== b.file),
  holds: new Scene('A second mapping of another key: own tables')
    .map('A')
    .map('B', { file: 'log' })
    .load('A', BUF, value(1))
    .shows({ ...APART, leaves: { 1: [0, 7, RW], 2: [] } })
    .end(),
  breaks: new Scene('A second mapping of another key: the same table')
    .map('A')
    .map('B', { file: 'log' })
    .load('B', BUF, value(0))
    .shows({ ...SHARED, mms: SHARED.mms.slice(0, 2) })
    .end(),
};
