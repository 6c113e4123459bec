import { A_REACHES, A_WINDOW, B_REACHES, B_WINDOW, HOST_REACHES, type RegionScene, paintUnit, twoWindows } from '../region-scene.ts';
import { value } from '../scene.ts';
import { sharesUpperTables } from '../scopes.ts';
import { unitsFollowHost } from '../unit-links.ts';
import type { Rule } from '../rule.ts';

function touched(title: string): RegionScene {
  return twoWindows(title).store('A', A_WINDOW, 5).load('B', B_WINDOW, value(5));
}

export const rule: Rule = {
  id: 'unit-entry-empty-or-host',
  family: 'consistency',
  sentence:
    'The entry of the unit in a window is empty or equals the entry of the host, and what it leads to is reached through windows on the region alone.',
  source: 'PATCH v3 of August 2025, patch 13: one P4D entry of the host is what sharers have in common.',
  needs: 'tables',
  scope: sharesUpperTables,
  inspect: unitsFollowHost,
  inFlight: true,
  holds: touched('Both reach the PUD page of the host')
    .shows(paintUnit([A_REACHES, B_REACHES, HOST_REACHES]))
    .end(),
  breaks: touched('B has a PUD page of its own')
    .shows(paintUnit([A_REACHES, { ...B_REACHES, copy: true }, HOST_REACHES]))
    .end(),
};
