import type { ReadCall } from '../../schemas/generated/types.ts';
import { RegionScene } from '../region-scene.ts';
import { DONE } from '../scene.ts';
import { attachedByMmap } from '../scopes.ts';
import { unitShown } from '../shown.ts';
import type { Rule } from '../rule.ts';

const READ: ReadCall = { call: 'read', process: 'A', fd: 'info', length: '0x80' };

function reading(title: string): RegionScene {
  return new RegionScene(title)
    .does({ call: 'mount', process: 'A' }, DONE)
    .does({ call: 'open', process: 'A', file: 'mshare_info', flags: ['O_RDONLY'], as: 'info' }, DONE);
}

export const rule: Rule = {
  id: 'info-shows-unit',
  family: 'data',
  sentence: 'mshare_info shows the unit of sharing in bytes, as a decimal number.',
  source: 'PATCH v3 of August 2025, patch 2; a newline ends the number from the third patch of June 2022 on.',
  needs: 'outcome',
  scope: attachedByMmap,
  calls: ['read'],
  onCall: unitShown,
  holds: reading('549755813888 and a newline').does(READ, { result: 'done', data: '3534393735353831333838380a' }).end(),
  breaks: reading('Another number').does(READ, { result: 'done', data: '323039373135320a' }).end(),
};
