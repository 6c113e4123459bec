import { owed, shows } from '../claims.ts';
import { ACCESS } from '../features.ts';
import { B_WINDOW, type RegionScene, twoWindows } from '../region-scene.ts';
import { DONE, value } from '../scene.ts';
import { contentsPlaced } from '../scopes.ts';
import { placedBehind } from '../windows.ts';
import type { Rule } from '../rule.ts';

function again(title: string): RegionScene {
  return twoWindows(title).store('B', B_WINDOW, 5, DONE, 1).place();
}

export const rule: Rule = {
  id: 'replaced-for-all',
  family: 'data',
  sentence: 'Where an object is put in the place of another, every sharer sees the new one when the call returns.',
  source: 'PATCH v3 of August 2025, patch 18: MAP_FIXED replaces what is mapped in the region.',
  needs: 'outcome',
  scope: contentsPlaced,
  concerns: ACCESS.window | ACCESS.load,
  onAccess: (v) => (placedBehind(v.window!, v.page)?.how === 'replaced' ? (shows(v) ?? owed(v)) : undefined),
  holds: again('B reads zero').load('B', B_WINDOW, value(0), 1).end(),
  breaks: again('B reads what is gone').load('B', B_WINDOW, value(5), 1).end(),
};
