import { MshareScene } from '../mshare-scene.ts';
import { givenBackClaim } from '../msharing.ts';
import { DONE, refused } from '../scene.ts';
import { madeByMshare } from '../scopes.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  id: 'name-given-back',
  family: 'teardown',
  sentence: 'mshare_unlink() is due once for each mshare() that succeeded; the last one takes the name away, and one more is EINVAL.',
  source: 'RFC of January 2022 and the answer of its author to Mike Rapoport: a region goes when all who called mshare() have unlinked it.',
  needs: 'outcome',
  scope: madeByMshare,
  questions: ['q-give-back-detaches'],
  calls: ['mshare_unlink'],
  onCall: givenBackClaim,
  holds: new MshareScene('Once too often').create().join().giveBack('B').giveBack('A').giveBack('A', refused('EINVAL')).end(),
  breaks: new MshareScene('Once too often succeeds').create().giveBack('A').giveBack('A', DONE).end(),
};
