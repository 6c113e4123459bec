import { Machine } from '../../reference/index.ts';
import type { Region } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyPools } from './body.ts';

class HintNotRounded extends Machine {
  override roundHint(_region: Region, page: number): number {
    return page;
  }
}

export const mutant: Mutant = {
  name: 'hint-not-rounded',
  title: 'A window is put where the hint says, be that a multiple of the unit or not.',
  source: 'No public case: PATCH v3 of August 2025, patch 7, asks for a multiple of the unit, and this does so for MAP_FIXED alone.',
  rules: ['window-aligned'],
  create: () => faultyPools('hint-not-rounded', new HintNotRounded()),
};
