import { type AccessView, allows } from '../access.ts';
import { owed } from '../claims.ts';
import { ACCESS } from '../features.ts';
import { B_WINDOW, RegionScene } from '../region-scene.ts';
import { ACCERR, DONE } from '../scene.ts';
import { contentsPlaced } from '../scopes.ts';
import type { Rule } from '../rule.ts';

/** The window by itself would decide otherwise. */
function windowDiffers({ window, page, value, protection }: AccessView): boolean {
  const store = value !== undefined;
  const { prot } = window!.protection.at(page);
  return allows(prot, store) !== allows(protection!.prot, store) || (store && !window!.mayWrite);
}

function readOnly(title: string): RegionScene {
  return new RegionScene(title)
    .create()
    .size()
    .place({ prot: ['PROT_READ'] })
    .does({ call: 'open', process: 'B', file: 'pool', flags: ['O_RDWR'], as: 'r' }, DONE)
    .attach('B', B_WINDOW);
}

export const rule: Rule = {
  id: 'placed-protection-decides',
  family: 'protection',
  sentence:
    'What may be done through a window is what the object was put there with: the protection of the window decides nothing, nor does the mode of its descriptor.',
  source:
    'PATCH v3 of August 2025, patch 14: the access is held against the mapping in the host. The superset that David Hildenbrand asked for in 2023 is not checked anywhere.',
  needs: 'outcome',
  scope: contentsPlaced,
  concerns: ACCESS.window,
  onAccess: (v) => (windowDiffers(v) ? owed(v) : undefined),
  holds: readOnly('B may not store').store('B', B_WINDOW, 1, ACCERR).end(),
  breaks: readOnly('B stores').store('B', B_WINDOW, 1).end(),
};
