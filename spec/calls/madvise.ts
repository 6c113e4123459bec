/** madvise(2): MADV_DONTNEED drops table entries and private pages; MADV_REMOVE makes a hole in the file. */
import type { MadviseCall } from '../../schemas/generated/types.ts';
import { zeroPages } from '../bytes.ts';
import { objectsOf, placedIn } from '../windows.ts';
import { type Mapping, WRITE, noteChanged, placeOf, protectionAt } from '../world.ts';
import { type CallSpec, NO_ERRORS, ONE_READING, type Reading } from './call-spec.ts';
import { type CallView, rangeView } from './view.ts';

const KEPT: Reading = 'kept';

function isRemove(v: CallView): boolean {
  return (v.call as MadviseCall).advice === 'MADV_REMOVE';
}

function errors(v: CallView): readonly string[] {
  const found: string[] = [];
  if (v.unaligned) found.push('EINVAL');
  if (v.empty) return found;
  if (v.beyond) found.push('EINVAL', 'ENOMEM');
  else if (v.hole) found.push('ENOMEM');
  if (!isRemove(v)) return found;
  if (v.meets.some((m) => !m.shared)) found.push('EACCES', 'EINVAL');
  if (v.meets.some((m) => m.shared && !m.mayWrite)) found.push('EACCES');
  return found;
}

function permits(v: CallView): readonly string[] {
  // A hole in shared anonymous memory, and one made through a mapping that may only be read: kernels differ.
  if (isRemove(v)) return v.meets.some((m) => m.file.anonymous || !writable(m)) ? ['EINVAL', 'EACCES'] : NO_ERRORS;
  const onRegion = v.world.traits.owner === 'host' && v.meets.some((m) => m.region && !m.region.named);
  return onRegion && v.world.choices['q-dontneed'] === 'either' ? ['EINVAL'] : NO_ERRORS;
}

function writable(m: Mapping): boolean {
  return (protectionAt(m, m.start).prot & WRITE) !== 0;
}

/** Private memory that was given to a region: dropped for all who share it, or kept (q-dontneed-given). */
function givenPages(v: CallView): readonly Map<number, unknown>[] {
  if (isRemove(v)) return [];
  return v.meets.flatMap((m) => placedIn(m, v.from, v.to).flatMap(({ copies }) => copies ?? []));
}

function dropGiven(v: CallView): void {
  for (const copies of givenPages(v)) for (const page of copies.keys()) if (page >= v.from && page < v.to) copies.delete(page);
}

function apply(v: CallView, m: Mapping): void {
  const from = Math.max(v.from, m.start);
  const to = Math.min(v.to, m.end);
  if (isRemove(v)) {
    if (m.region?.named) return;
    const filePage = m.offset + (from - m.start);
    zeroPages(m.file, filePage, filePage + (to - from), 'remove', v.step);
  } else {
    for (const file of objectsOf(m)) file.dontneedAt = v.step;
    for (const page of m.copies?.keys() ?? []) if (page >= from && page < to) m.copies!.delete(page);
  }
}

function act(v: CallView, reading: Reading): void {
  if (reading !== KEPT) dropGiven(v);
  for (const m of v.meets) apply(v, m);
  noteChanged(v.world);
}

/** A hole is passed over; at a window that refuses the call ends. */
function stopsOnTheWay(v: CallView): boolean {
  return v.hole || (v.meets.length > 1 && v.meets.some((m) => m.region?.named));
}

export const madvise: CallSpec = {
  view: (world, process, call, step) => {
    const { addr, length } = call as MadviseCall;
    return rangeView(world, process, call, step, placeOf(world, addr), length);
  },
  errors,
  permits,
  readings: (v) => (givenPages(v).length > 0 ? ['acted', KEPT] : ONE_READING),
  advance: (v, _seen, reading) => act(v, reading),
  // Linux passes over a hole, acts on the rest and then fails.
  failureReadings: (v) => (stopsOnTheWay(v) && !v.unaligned && v.meets.length > 0 ? ['unchanged', 'acted'] : ONE_READING),
  advanceFailure: (v, reading) => {
    if (reading === 'acted') act(v, reading);
  },
};
