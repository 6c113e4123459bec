/** Who may change a region (q-place-rights). */
import type { CallView } from './calls/view.ts';
import type { Region } from './world.ts';

/** Does the caller not own the region, or hold it open for reading? */
export function isForeign({ call, process }: CallView, region: Region): boolean {
  const descriptor = 'fd' in call && call.fd !== undefined ? process.descriptors.get(call.fd) : undefined;
  return descriptor?.writable === false || region.named!.owner !== process.name;
}
