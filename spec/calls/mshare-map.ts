/** mshare_map(): puts an object into a region. */
import { placingOf, putIn } from '../placing.ts';
import type { CallSpec } from './call-spec.ts';
import { regionErrors, regionNamed } from './region-call.ts';
import { bareView } from './view.ts';

export const mshareMap: CallSpec = {
  view: bareView,
  errors: regionErrors,
  advance: (v) => putIn(v, regionNamed(v)!, placingOf(v)!),
};
