/** How a region gets its size: by one call, once. */
import { offsetOf, pageOf } from '../schemas/address.ts';
import type { OpenCall } from '../schemas/generated/types.ts';
import { ONE_READING, type Reading } from './calls/call-spec.ts';
import type { CallView } from './calls/view.ts';
import { MAY_REFUSE, REFUSE } from './claims.ts';
import { lookUp } from './msharefs.ts';
import { regionOfFile, setSize } from './named.ts';
import type { Claim } from './rule.ts';
import { unitPages } from './units.ts';
import type { Descriptor, Region, World } from './world.ts';

const NOTHING: Reading = 'nothing';
const USELESS: Reading = 'useless';

/** Is there a call that gives a region its size? */
export function isSizedByCall({ traits }: World): boolean {
  return traits.size === 'set-once';
}

/** Where a mapping gives a region its size, the calls that size files leave it alone, or are refused (q-region-truncated). */
export function refusalsOfTruncation(world: World): readonly string[] {
  return isSizedByCall(world) || world.choices['q-region-truncated'] === 'nothing' ? [] : ['EINVAL', 'EOPNOTSUPP', 'EPERM'];
}

/** What a success of sizing to 0 means. */
export function readingsOfZero({ choices }: World): readonly Reading[] {
  const choice = choices['q-size-zero'];
  if (choice === 'nothing') return [NOTHING];
  return choice === 'useless' ? [USELESS] : [NOTHING, USELESS];
}

export function setSizeZero(world: World, region: Region, reading: Reading): void {
  if (reading === USELESS) setSize(world, region, 0);
}

export function setSizeTo(world: World, region: Region, pages: number, reading: Reading): void {
  if (!isSizedByCall(world)) return;
  if (pages === 0) setSizeZero(world, region, reading);
  else setSize(world, region, pages);
}

export function readingsOfSize(v: CallView, descriptor: Descriptor | undefined, size: string): readonly Reading[] {
  const region = descriptor && regionOfFile(v.world, descriptor.file);
  return region && size === '0x0' && isSizedByCall(v.world) ? readingsOfZero(v.world) : ONE_READING;
}

/** What the size asked for is, for the region that it is asked for. */
interface Asked {
  readonly region: Region;
  readonly size: string;
  /** By what POSIX says the call may as well leave the size alone. */
  readonly loose: boolean;
}

function askedOf(v: CallView): Asked | undefined {
  const { call, world, process } = v;
  if (call.call === 'open') return askedOfOpen(v, call);
  const descriptor = call.call === 'ftruncate' || call.call === 'fallocate' ? process.descriptors.get(call.fd) : undefined;
  const region = descriptor?.writable === true ? regionOfFile(world, descriptor.file) : undefined;
  if (!region) return undefined;
  if (call.call === 'ftruncate') return { region, size: call.size, loose: false };
  return call.call === 'fallocate' ? { region, size: call.length, loose: false } : undefined;
}

/** O_TRUNC of a region that is there. */
function askedOfOpen(v: CallView, { file: name, flags }: OpenCall): Asked | undefined {
  const file = flags.includes('O_TRUNC') ? lookUp(v.world, name) : undefined;
  const region = file && regionOfFile(v.world, file);
  return region && { region, size: '0x0', loose: !flags.includes('O_RDWR') && !flags.includes('O_WRONLY') };
}

/** A size is a whole number of units, and is set once. */
export function sizeClaim(v: CallView): Claim | undefined {
  const asked = askedOf(v);
  if (!asked) return undefined;
  const { shift, traits, geometry, choices } = v.world;
  const odd = offsetOf(asked.size, shift) !== 0 || pageOf(asked.size, shift) % unitPages(traits, geometry) !== 0;
  if (odd || asked.region.named!.sized) return asked.loose ? MAY_REFUSE : REFUSE;
  if (asked.size !== '0x0') return undefined;
  const choice = choices['q-size-zero'];
  if (choice === 'refuse') return asked.loose ? MAY_REFUSE : REFUSE;
  return choice === 'either' ? MAY_REFUSE : undefined;
}
