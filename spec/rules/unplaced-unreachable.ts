import { ACCESS } from '../features.ts';
import { inHole } from '../holes.ts';
import { B_WINDOW, type RegionScene, twoWindows } from '../region-scene.ts';
import { DONE, MAPERR, value } from '../scene.ts';
import { contentsPlaced } from '../scopes.ts';
import type { Rule } from '../rule.ts';

function out(title: string): RegionScene {
  return twoWindows(title).store('B', B_WINDOW, 5, DONE, 1).takeOut('0x0', '0x200000');
}

export const rule: Rule = {
  id: 'unplaced-unreachable',
  family: 'protection',
  sentence: 'What was taken out of a region is out of reach for every sharer, on every CPU, when the call returns.',
  source: 'PATCH v3 of August 2025, patches 8 and 19: a flush of the host goes to all CPUs before pages are freed.',
  needs: 'outcome',
  scope: contentsPlaced,
  concerns: ACCESS.hole,
  onAccess: (v) => inHole(v, 'taken-out'),
  holds: out('B faults').load('B', B_WINDOW, MAPERR, 1).end(),
  breaks: out('B still reads').load('B', B_WINDOW, value(5), 1).end(),
};
