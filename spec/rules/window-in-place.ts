import { BASE, BegunScene } from '../begun-scene.ts';
import { inPlaceClaim } from '../first-mapping.ts';
import { B_WINDOW } from '../region-scene.ts';
import { begunByMapping } from '../scopes.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  id: 'window-in-place',
  family: 'alignment',
  sentence: 'Where the kernel chooses the place of a window, it is that of the region.',
  source: 'PATCH v2 of June 2022, cover letter: a region lies at the same address in all who share it.',
  needs: 'outcome',
  scope: begunByMapping,
  questions: ['q-window-anywhere'],
  calls: ['mmap'],
  onCall: inPlaceClaim,
  holds: new BegunScene('Where A has it').attach('A').attachAnywhere('B', BASE).end(),
  breaks: new BegunScene('Elsewhere').attach('A').attachAnywhere('B', B_WINDOW).end(),
};
