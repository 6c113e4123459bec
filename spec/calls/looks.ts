/** Looks change nothing; what they show is remembered where a rule compares it later. */
import type { Done, PresentCall, TableBytesCall } from '../../schemas/generated/types.ts';
import { isKept } from '../named.ts';
import { placeOf, type World } from '../world.ts';
import { type CallSpec, NO_ERRORS } from './call-spec.ts';
import { type CallView, bareView, rangeView } from './view.ts';

/** Who lives while nothing is mapped anywhere and no region is kept; undefined while something is. */
function idleKey(world: World): string | undefined {
  if (world.regions.some((region) => isKept(world, region))) return undefined;
  const names: string[] = [];
  for (const p of world.processes.values()) {
    // Who has a domain keeps its hidden mm, whatever it maps.
    if (p.mappings.length > 0 || p.domain !== 0) return undefined;
    if (p.alive) names.push(p.name);
  }
  return names.join(' ');
}

/** The look that a look at the bytes of all is compared with: the first one while the same processes lived and nothing was mapped. */
export function baselineKey({ world, call }: CallView): string | undefined {
  return (call as TableBytesCall).process === undefined ? idleKey(world) : undefined;
}

export const tables: CallSpec = { view: bareView, errors: () => NO_ERRORS, advance: () => undefined };

export const tableBytes: CallSpec = {
  view: bareView,
  errors: () => NO_ERRORS,
  advance: (v, seen) => {
    const { baselines } = v.world;
    const key = baselineKey(v);
    const { value } = seen as Done;
    if (key !== undefined) baselines.set(key, baselines.get(key) ?? value);
  },
};

export const present: CallSpec = {
  view: (world, process, call, step) => rangeView(world, process, call, step, placeOf(world, (call as PresentCall).addr), '0x1'),
  errors: () => NO_ERRORS,
  advance: () => undefined,
};
