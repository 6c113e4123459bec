import { ACCESS } from '../features.ts';
import { inHole } from '../holes.ts';
import { B_WINDOW, type RegionScene, twoWindows } from '../region-scene.ts';
import { DONE, MAPERR, value } from '../scene.ts';
import { livesByOwner } from '../scopes.ts';
import type { Rule } from '../rule.ts';

function ended(title: string): RegionScene {
  return twoWindows(title).store('B', B_WINDOW, 5).does({ call: 'exit', process: 'A' }, DONE);
}

export const rule: Rule = {
  id: 'owner-exit-empties',
  family: 'teardown',
  sentence: 'When its owner ends, a region is empty for all who share it.',
  source: 'PATCH v3 of August 2025, patch 17: the memory of a region belongs to a process, and goes with it.',
  needs: 'outcome',
  scope: livesByOwner,
  concerns: ACCESS.hole,
  onAccess: (v) => inHole(v, 'owner-exit'),
  holds: ended('B faults').load('B', B_WINDOW, MAPERR).end(),
  breaks: ended('B still reads').load('B', B_WINDOW, value(5)).end(),
};
