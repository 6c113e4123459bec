import type { CallView } from '../calls/view.ts';
import { SUCCEED } from '../claims.ts';
import { MshareScene } from '../mshare-scene.ts';
import { placeClaim, regionNamed, rightsClaim, takenClaim } from '../msharing.ts';
import type { Claim } from '../rule.ts';
import { DONE, refused } from '../scene.ts';
import { madeByMshare } from '../scopes.ts';
import type { Rule } from '../rule.ts';

/** Nothing else stands against the attachment, and some process that used the name is gone. */
function attachable(v: CallView): Claim | undefined {
  const { owner } = regionNamed(v)?.named ?? {};
  if (owner === undefined || v.world.processes.get(owner)?.alive === true) return undefined;
  const refusal = takenClaim(v) ?? placeClaim(v) ?? rightsClaim(v);
  const lacks = 'fail' in v.call && v.call.fail !== undefined;
  return refusal || lacks ? undefined : SUCCEED;
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
  onCall: attachable,
  holds: orphaned('After its creator').join().end(),
  breaks: orphaned('The name ends with its creator').join(['O_RDWR'], refused('EINVAL')).end(),
};
