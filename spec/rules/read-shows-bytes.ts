import type { ReadCall } from '../../schemas/generated/types.ts';
import { B_WINDOW, RegionScene } from '../region-scene.ts';
import { DONE } from '../scene.ts';
import { namedRegions } from '../scopes.ts';
import { bytesShown } from '../shown.ts';
import type { Rule } from '../rule.ts';

const READ: ReadCall = { call: 'read', process: 'A', fd: 'db', length: '0x2' };

function storing(title: string): RegionScene {
  return new RegionScene(title)
    .create()
    .size()
    .does({ call: 'open', process: 'A', file: 'db', flags: ['O_RDWR'], as: 'db' }, DONE)
    .place({ flags: ['MAP_SHARED', 'MAP_FIXED'], object: 'db' })
    .does({ call: 'open', process: 'B', file: 'pool', flags: ['O_RDWR'], as: 'r' }, DONE)
    .attach('B', B_WINDOW)
    .store('B', B_WINDOW, 77);
}

export const rule: Rule = {
  id: 'read-shows-bytes',
  family: 'data',
  sentence: 'read shows the bytes of a file, those stored through a window included.',
  source: 'read(2), mmap(2): a region holds the pages of the file itself.',
  needs: 'outcome',
  scope: namedRegions,
  calls: ['read'],
  onCall: bytesShown,
  holds: storing('What B stored').does(READ, { result: 'done', data: '4d01' }).end(),
  breaks: storing('What was there before').does(READ, { result: 'done', data: '0101' }).end(),
};
