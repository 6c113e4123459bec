import { ACCESS } from '../features.ts';
import { inHole } from '../holes.ts';
import { B_WINDOW, inWindow, twoWindows } from '../region-scene.ts';
import { MAPERR, value } from '../scene.ts';
import { mayHaveHoles } from '../scopes.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  id: 'hole-faults',
  family: 'protection',
  sentence: 'An access through a window to a page at which nothing was ever put ends in SIGSEGV.',
  source: 'PATCH v3 of August 2025, patch 13; the first cover letter promises SIGBUS, and no code delivers it.',
  needs: 'outcome',
  scope: mayHaveHoles,
  concerns: ACCESS.hole,
  onAccess: (v) => inHole(v, 'start'),
  holds: twoWindows('Behind the object').load('B', inWindow(B_WINDOW, 512), MAPERR).end(),
  breaks: twoWindows('Behind the object, and a zero').load('B', inWindow(B_WINDOW, 512), value(0)).end(),
};
