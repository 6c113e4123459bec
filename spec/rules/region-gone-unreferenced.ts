import { HOST_REACHES, type RegionScene, oneRegion, paintUnit } from '../region-scene.ts';
import { DONE } from '../scene.ts';
import { namedRegions } from '../scopes.ts';
import { noHostLeft } from '../unit-links.ts';
import type { Rule } from '../rule.ts';

function forgotten(title: string): RegionScene {
  return oneRegion(title).does({ call: 'unlink', process: 'A', file: 'pool' }, DONE).does({ call: 'close', process: 'A', fd: 'r' }, DONE);
}

export const rule: Rule = {
  id: 'region-gone-unreferenced',
  family: 'teardown',
  sentence: 'A region that neither a name nor a descriptor nor a window keeps is gone, and its host with it.',
  source:
    'PATCH v3 of August 2025: the last reference to the inode gives the host mm back. In the series of 2022 a file that was never unlinked leaks it.',
  needs: 'tables',
  scope: namedRegions,
  inspect: noHostLeft,
  holds: forgotten('No host is left')
    .shows({ leaves: {}, mms: [{ process: 'A', slots: {} }] })
    .end(),
  breaks: forgotten('The host lives')
    .shows(paintUnit([HOST_REACHES], [], 0))
    .end(),
};
