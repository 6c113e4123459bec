import { MshareScene } from '../mshare-scene.ts';
import { unitsClaim } from '../msharing.ts';
import { refused } from '../scene.ts';
import { madeByMshare } from '../scopes.ts';
import type { Rule } from '../rule.ts';

const HALF = { length: '0x4000000000' };

export const rule: Rule = {
  id: 'shared-by-whole-units',
  family: 'errors',
  sentence: 'mshare() is of whole units, at a multiple of the unit; no unit at all is refused as well.',
  source: 'RFC of January 2022, cover letter and patch 4: address and length are multiples of PGDIR_SIZE.',
  needs: 'outcome',
  scope: madeByMshare,
  calls: ['mshare'],
  onCall: unitsClaim,
  holds: new MshareScene('256 GiB').map('A').share('A', ['O_RDWR', 'O_CREAT'], refused('EINVAL'), HALF).end(),
  breaks: new MshareScene('256 GiB become a region').map('A').share('A', ['O_RDWR', 'O_CREAT'], { result: 'done' }, HALF).end(),
};
