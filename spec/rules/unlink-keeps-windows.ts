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
  return withoutName(twoWindows(title).store('A', A_WINDOW, 5));
}

function withoutName(scene: RegionScene): RegionScene {
  return scene.does({ call: 'unlink', process: 'A', file: 'pool' }, DONE);
}

/** The name is there, under a second instance that hides it. */
function hidden(scene: RegionScene): RegionScene {
  return scene.does({ call: 'mount', process: 'A' }, DONE).load('B', B_WINDOW, value(5)).does({ call: 'umount', process: 'A' }, DONE);
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
  holds: withoutName(hidden(twoWindows('B goes on when the name is gone, which was only hidden before').store('A', A_WINDOW, 5)))
    .load('B', B_WINDOW, value(5))
    .end(),
  breaks: nameless('B loses the region').load('B', B_WINDOW, MAPERR).end(),
};
