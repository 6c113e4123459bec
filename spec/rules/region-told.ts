import { BegunScene } from '../begun-scene.ts';
import { placeShown } from '../shown.ts';
import { tellsPlace } from '../scopes.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  id: 'region-told',
  family: 'data',
  sentence: "read of a region's file tells the start and the size of the region, and zeros before they are fixed.",
  source: 'PATCH v2 of June 2022, cover letter: struct mshare_info; the calls of January and April 2022 have the same.',
  needs: 'outcome',
  scope: tellsPlace,
  questions: ['q-info-again'],
  calls: ['read'],
  onCall: placeShown,
  holds: new BegunScene('2 TiB, and 512 GiB of it').attach('A').tells('00000000000200000000000080000000').end(),
  breaks: new BegunScene('Where it ends instead of its size').attach('A').tells('00000000000200000000000080020000').end(),
};
