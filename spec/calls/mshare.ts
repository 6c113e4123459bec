/** mshare(): a new name makes a region of what the caller has mapped, a known one gives the caller a window. */
import type { MshareCall, MshareUnlinkCall } from '../../schemas/generated/types.ts';
import { give, openWindow } from '../giving.ts';
import { emptyFile } from '../msharefs.ts';
import { mshareCall, regionNamed, rightsOf } from '../msharing.ts';
import { createRegion } from '../named.ts';
import { madeByMshare } from '../scopes.ts';
import { placeOf } from '../world.ts';
import { type CallSpec, NO_ERRORS } from './call-spec.ts';
import { type CallView, rangeView } from './view.ts';

const UNREADABLE = { empty: 'ENOENT', 'too-long': 'ENAMETOOLONG', 'bad-pointer': 'EFAULT' } as const;

/** Without msharefs there are no names; a name that cannot be read is none. */
export function nameErrors({ world, call }: CallView): readonly string[] {
  if (!madeByMshare(world.traits)) return ['ENOSYS'];
  const { path } = call as MshareCall | MshareUnlinkCall;
  const unread = path === undefined ? NO_ERRORS : [UNREADABLE[path]];
  return world.mounts.length === 0 ? ['ENOENT', ...unread] : unread;
}

function advance(v: CallView): void {
  const { world, process, step } = v;
  const call = mshareCall(v);
  const known = regionNamed(v);
  if (known) {
    known.named!.uses++;
    openWindow(world, process, known, rightsOf(call), step);
    return;
  }
  const files = world.mounts.at(-1);
  if (!files || call.file === undefined) return;
  const file = emptyFile(world, call.file, 'region');
  files.set(call.file, file);
  const region = createRegion(world, file, process.name, rightsOf(call));
  region.named!.uses = 1;
  give(world, process, region, v.from, v.to, step);
}

export const mshare: CallSpec = {
  view: (world, process, call, step) => {
    const { addr, length } = call as MshareCall;
    return rangeView(world, process, call, step, placeOf(world, addr), length);
  },
  errors: nameErrors,
  advance,
};
