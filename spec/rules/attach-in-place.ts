import { MshareScene } from '../mshare-scene.ts';
import { placeClaim } from '../msharing.ts';
import { B_WINDOW } from '../region-scene.ts';
import { DONE, refused } from '../scene.ts';
import { madeByMshare } from '../scopes.ts';
import type { Rule } from '../rule.ts';

const ELSEWHERE = { addr: B_WINDOW };

export const rule: Rule = {
  id: 'attach-in-place',
  family: 'errors',
  sentence: 'Whoever attaches names the place and the size that the region has, and has nothing mapped there.',
  source: 'RFC of January 2022, cover letter: all share the same addresses; patch 6: any mapping of the caller in the range is EINVAL.',
  needs: 'outcome',
  scope: madeByMshare,
  calls: ['mshare'],
  onCall: placeClaim,
  holds: new MshareScene('At another address').create().share('B', ['O_RDWR'], refused('EINVAL'), ELSEWHERE).end(),
  breaks: new MshareScene('At another address there is a window').create().share('B', ['O_RDWR'], DONE, ELSEWHERE).end(),
};
