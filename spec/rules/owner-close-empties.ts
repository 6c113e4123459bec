import { type CallScene, twoAttached } from '../call-scene.ts';
import { ACCESS } from '../features.ts';
import { inHole } from '../holes.ts';
import { B_WINDOW } from '../region-scene.ts';
import { DONE, MAPERR, value } from '../scene.ts';
import { livesByOwnersDescriptor } from '../scopes.ts';
import type { Rule } from '../rule.ts';

function closed(title: string): CallScene {
  return twoAttached(title).store('B', B_WINDOW, 5).does({ call: 'close', process: 'A', fd: 'r' }, DONE);
}

export const rule: Rule = {
  id: 'owner-close-empties',
  family: 'teardown',
  sentence: 'When its owner gives up its descriptor, a region is empty for all who share it.',
  source: 'Announced for LSF/MM/BPF 2026: the region goes when the owner exits or closes the descriptor.',
  needs: 'outcome',
  scope: livesByOwnersDescriptor,
  questions: ['q-owner-close'],
  concerns: ACCESS.hole,
  onAccess: (v) => inHole(v, 'owner-close'),
  holds: closed('B faults').load('B', B_WINDOW, MAPERR).end(),
  breaks: closed('B still reads').load('B', B_WINDOW, value(5)).end(),
};
