import { MshareScene } from '../mshare-scene.ts';
import { takenClaim } from '../msharing.ts';
import { DONE, refused } from '../scene.ts';
import { madeByMshare } from '../scopes.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  id: 'name-not-taken',
  family: 'errors',
  sentence: 'Of a name that a region has, mshare() with O_CREAT or with O_EXCL is refused with EEXIST: either is enough.',
  source: 'RFC of January 2022, patch 4, and PATCH v1 of April 2022: the code asks for either flag, other than open(2).',
  needs: 'outcome',
  scope: madeByMshare,
  calls: ['mshare'],
  onCall: takenClaim,
  holds: new MshareScene('O_CREAT alone').create().join(['O_RDWR', 'O_CREAT'], refused('EEXIST')).end(),
  breaks: new MshareScene('O_CREAT attaches, as open(2) would open').create().join(['O_RDWR', 'O_CREAT'], DONE).end(),
};
