import type { FstatCall } from '../../schemas/generated/types.ts';
import { RegionScene, UNIT } from '../region-scene.ts';
import { sizeSetOnce } from '../scopes.ts';
import { sizeShown } from '../shown.ts';
import type { Rule } from '../rule.ts';

const FSTAT: FstatCall = { call: 'fstat', process: 'A', fd: 'r' };

function sized(title: string): RegionScene {
  return new RegionScene(title).create().size();
}

export const rule: Rule = {
  id: 'size-shown',
  family: 'data',
  sentence: 'fstat shows the size of a region, 0 before it has one, and that of any other file.',
  source: 'PATCH v3 of August 2025, patch 5 and its documentation: st_size is how the size is published.',
  needs: 'outcome',
  scope: sizeSetOnce,
  calls: ['fstat'],
  onCall: sizeShown,
  holds: sized('The size').does(FSTAT, { result: 'done', size: UNIT }).end(),
  breaks: sized('Another size').does(FSTAT, { result: 'done', size: '0x0' }).end(),
};
