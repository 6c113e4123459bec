/** madvise(2): MADV_DONTNEED drops table entries and private pages; MADV_REMOVE makes a hole in the file. */
import type { MadviseCall } from '../../schemas/generated/types.ts';
import { zeroPages } from '../bytes.ts';
import { type Mapping, placeOf } from '../world.ts';
import { type CallSpec, NO_ERRORS } from './call-spec.ts';
import { type CallView, rangeView } from './view.ts';

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
  if (v.meets.some((m) => m.file.anonymous)) found.push('EINVAL');
  if (v.meets.some((m) => !m.shared)) found.push('EACCES', 'EINVAL');
  if (v.meets.some((m) => m.shared && !m.mayWrite)) found.push('EACCES');
  return found;
}

function permits(v: CallView): readonly string[] {
  const onRegion = v.meets.some((m) => m.region);
  return !isRemove(v) && onRegion && v.world.choices['q-dontneed'] === 'either' ? ['EINVAL'] : NO_ERRORS;
}

function apply(v: CallView, m: Mapping): void {
  const from = Math.max(v.from, m.start);
  const to = Math.min(v.to, m.end);
  if (isRemove(v)) {
    const filePage = m.offset + (from - m.start);
    zeroPages(m.file, filePage, filePage + (to - from), 'remove', v.step);
  } else {
    m.file.dontneedAt = v.step;
    for (const page of m.copies?.keys() ?? []) if (page >= from && page < to) m.copies!.delete(page);
  }
}

export const madvise: CallSpec = {
  view: (world, process, call, step) => {
    const { addr, length } = call as MadviseCall;
    return rangeView(world, process, call, step, placeOf(world, addr), length);
  },
  errors,
  permits,
  advance: (v) => {
    for (const m of v.meets) apply(v, m);
    v.world.version++;
  },
};
