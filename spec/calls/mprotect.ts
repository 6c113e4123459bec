/** mprotect(2): changes a region for all its sharers, and other mappings for the caller alone. */
import type { MprotectCall, Outcome } from '../../schemas/generated/types.ts';
import { protect } from '../regions.ts';
import { type Mapping, mappingsIn, placeOf } from '../world.ts';
import { type CallSpec, NO_ERRORS, type Reading } from './call-spec.ts';
import { protOf } from './mmap.ts';
import { type CallView, rangeView } from './view.ts';

function errors(v: CallView): readonly string[] {
  const { prot } = v.call as MprotectCall;
  const found: string[] = [];
  if (v.unaligned) found.push('EINVAL');
  if (v.empty) return found;
  if (v.beyond) found.push('ENOMEM', 'EINVAL');
  else if (v.hole) found.push('ENOMEM');
  if (prot.includes('PROT_WRITE') && v.meets.some((m) => m.shared && !m.mayWrite)) found.push('EACCES');
  return found;
}

function change(v: CallView, meets: readonly Mapping[], to: number): void {
  const prot = protOf((v.call as MprotectCall).prot);
  for (const m of meets) protect(v.world, v.process, m, v.from, to, prot, v.step);
}

/** The first page after which nothing was changed when the call failed: a hole, or a mapping that refuses. */
function stop(v: CallView): number {
  const writes = (v.call as MprotectCall).prot.includes('PROT_WRITE');
  const { traits } = v.world;
  let page = v.from;
  for (const m of v.meets) {
    if (m.start > page || (m.region?.named && traits.mprotect === 'refused') || (writes && m.shared && !m.mayWrite)) break;
    page = m.end;
  }
  return Math.min(page, v.to);
}

function failureReadings(v: CallView, seen: Outcome): readonly Reading[] {
  const choice = v.world.choices['q-mprotect-hole'];
  const partly = seen.result === 'refused' && !v.unaligned && stop(v) > v.from && stop(v) < v.to;
  if (!partly || choice === 'unchanged') return ['unchanged'];
  return choice === 'prefix' ? ['prefix'] : ['unchanged', 'prefix'];
}

export const mprotect: CallSpec = {
  view: (world, process, call, step) => {
    const { addr, length } = call as MprotectCall;
    return rangeView(world, process, call, step, placeOf(world, addr), length);
  },
  errors: (v) => (v.empty && !v.unaligned ? NO_ERRORS : errors(v)),
  advance: (v) => change(v, v.meets, v.to),
  failureReadings,
  advanceFailure: (v, reading) => {
    if (reading !== 'prefix') return;
    const to = stop(v);
    change(v, mappingsIn(v.process, v.from, to), to);
  },
};
