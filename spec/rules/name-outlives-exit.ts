import type { CallView } from '../calls/view.ts';
import { MshareScene } from '../mshare-scene.ts';
import { attachable, regionNamed } from '../msharing.ts';
import { DONE, refused } from '../scene.ts';
import { madeByMshare } from '../scopes.ts';
import type { Rule } from '../rule.ts';

/** Its creator is gone. */
function isOrphaned(v: CallView): boolean {
  const { owner } = regionNamed(v)?.named ?? {};
  return owner !== undefined && v.world.processes.get(owner)?.alive !== true;
}

function orphaned(title: string): MshareScene {
  return new MshareScene(title).create().does({ call: 'exit', process: 'A' }, DONE);
}

export const rule: Rule = {
  id: 'name-outlives-exit',
  family: 'teardown',
  sentence: 'A region whose name was not given back can be attached, whoever has ended.',
  source:
    'RFC of January 2022, discussion: the region must outlive its creator. The posted code leaves its tables with the creator, and they go with it.',
  needs: 'outcome',
  scope: madeByMshare,
  calls: ['mshare'],
  onCall: (v) => (isOrphaned(v) ? attachable(v) : undefined),
  holds: orphaned('After its creator').join().end(),
  breaks: orphaned('The name ends with its creator').join(['O_RDWR'], refused('EINVAL')).end(),
};
