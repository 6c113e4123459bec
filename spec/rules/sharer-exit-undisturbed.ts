import { undisturbed } from '../claims.ts';
import { ACCESS } from '../features.ts';
import { A_WINDOW, type RegionScene, twoWindows } from '../region-scene.ts';
import { DONE, MAPERR, value } from '../scene.ts';
import { livesByOwner } from '../scopes.ts';
import type { Rule } from '../rule.ts';

function ended(title: string): RegionScene {
  return twoWindows(title).store('A', A_WINDOW, 5).does({ call: 'exit', process: 'B' }, DONE);
}

export const rule: Rule = {
  id: 'sharer-exit-undisturbed',
  family: 'teardown',
  sentence: 'A sharer that does not own the region takes nothing from the others when it ends.',
  source: 'PATCH v3 of August 2025, patch 17: only the exit of the owner empties the region.',
  needs: 'outcome',
  scope: livesByOwner,
  concerns: ACCESS.window | ACCESS.departed,
  onAccess: (v) => (v.region?.departure?.how === 'exit' && v.region.departure.by !== v.process.name ? undisturbed(v) : undefined),
  holds: ended('A goes on').load('A', A_WINDOW, value(5)).end(),
  breaks: ended('A loses the region').load('A', A_WINDOW, MAPERR).end(),
};
