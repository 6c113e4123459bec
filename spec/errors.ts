/** The errors of ordinary Linux, call by call. */
import { callSpecs } from './calls/index.ts';
import type { CallView } from './calls/view.ts';
import type { Claim } from './rule.ts';

export function errorsClaim(v: CallView): Claim | undefined {
  const spec = callSpecs[v.call.call];
  const errnos = spec.errors(v);
  const permitted = spec.permits?.(v) ?? [];
  if (errnos.length > 0) return { kind: 'refuse', errnos: [...errnos, ...permitted] };
  return permitted.length > 0 ? { kind: 'may-refuse', errnos: permitted } : undefined;
}
