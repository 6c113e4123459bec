import type { IoctlCall } from '../../schemas/generated/types.ts';
import { ownerlessClaim } from '../placing.ts';
import { type RegionScene, twoWindows } from '../region-scene.ts';
import { DONE, refused } from '../scene.ts';
import { livesByOwner } from '../scopes.ts';
import type { Rule } from '../rule.ts';

const PLACE: IoctlCall = {
  call: 'ioctl',
  process: 'B',
  fd: 'r',
  request: 'MSHAREFS_CREATE_MAPPING',
  regionOffset: '0x0',
  size: '0x1000',
  offset: '0x0',
  prot: ['PROT_READ'],
  flags: ['MAP_SHARED', 'MAP_FIXED', 'MAP_ANONYMOUS'],
};

function ownerless(title: string): RegionScene {
  return twoWindows(title).does({ call: 'exit', process: 'A' }, DONE);
}

export const rule: Rule = {
  id: 'ownerless-not-filled',
  family: 'teardown',
  sentence: 'Nothing is put into a region whose owner is gone.',
  source:
    'Follows from what the end of the owner is for: its memory is given back for good (David Hildenbrand, 2024). The posted code lets anybody fill the region anew; that is a finding.',
  needs: 'outcome',
  scope: livesByOwner,
  questions: ['q-place-ownerless'],
  calls: ['ioctl', 'mshare_map'],
  onCall: ownerlessClaim,
  holds: ownerless('B is refused').does(PLACE, refused('EINVAL')).end(),
  breaks: ownerless('B is refused for another reason').does(PLACE, refused('ENOSPC')).end(),
};
