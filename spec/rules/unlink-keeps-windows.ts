import type { AccessView } from '../access.ts';
import { undisturbed } from '../claims.ts';
import { ACCESS } from '../features.ts';
import { A_WINDOW, B_WINDOW, type RegionScene, twoWindows } from '../region-scene.ts';
import { DONE, MAPERR, value } from '../scene.ts';
import { namedInMsharefs } from '../scopes.ts';
import type { Rule } from '../rule.ts';

function isNameless({ region, world }: AccessView): boolean {
  return world.mounts.every((files) => files.get(region!.file.name) !== region!.file);
}

function nameless(title: string): RegionScene {
  return twoWindows(title).store('A', A_WINDOW, 5).does({ call: 'unlink', process: 'A', file: 'pool' }, DONE);
}

export const rule: Rule = {
  id: 'unlink-keeps-windows',
  family: 'teardown',
  sentence: 'A region without a name goes on for those who have a window on it.',
  source: 'unlink(2): a name is not the file.',
  needs: 'outcome',
  scope: namedInMsharefs,
  concerns: ACCESS.window,
  onAccess: (v) => (isNameless(v) ? undisturbed(v) : undefined),
  holds: nameless('B goes on').load('B', B_WINDOW, value(5)).end(),
  breaks: nameless('B loses the region').load('B', B_WINDOW, MAPERR).end(),
};
