/** Whether a kernel keeps a domain that fork inherits: a child shares the tables of its parent, and strangers do not. */
import type { Snapshot } from '../../schemas/generated/types.ts';
import type { Effect } from './by-effect.ts';
import { SLOTS, UNTOLD, farPageAppears } from './by-effect.ts';
import { sharedTables } from './shared-tables.ts';
import { BASE, begin, mapFile, saying, setupOf, succeed } from './trial-steps.ts';
import type { Bench } from './trial-steps.ts';

/** A maps with the flag, and has a child that touches the same page; the reason where it cannot. */
async function inherit(bench: Bench, levels: number): Promise<string | undefined> {
  await begin(bench, setupOf(4096, levels, ['A'], SLOTS));
  const mapped = await mapFile(bench, 'A', SLOTS, ['MAP_SHARED_PT']);
  if (mapped.result !== 'done') return `mmap with MAP_SHARED_PT ${saying(mapped)}`;
  await succeed(bench, { call: 'store', process: 'A', cpu: 0, addr: BASE, value: 1 });
  await succeed(bench, { call: 'fork', process: 'A', cpu: 0, child: 'B' });
  await succeed(bench, { call: 'load', process: 'B', cpu: 0, addr: BASE });
  return undefined;
}

/** @param strangers whether processes share that are no relatives, by the trial of map-shared-pt */
function concluded(shares: boolean, strangers: boolean): Effect {
  const whose = shares ? 'the leaf table of its parent' : 'no leaf table of its parent';
  const evidence = `a child shares ${whose} for what was mapped with MAP_SHARED_PT before the fork`;
  return {
    implemented: shares && !strangers,
    evidence: shares && strangers ? `${evidence}, and so do processes that are no relatives` : evidence,
  };
}

/** From outside. Throws Lost where another step fails. */
export async function descentInTables(
  bench: Bench & { readonly eyes: { look(): Promise<Snapshot> } },
  levels: number,
  strangers: boolean,
): Promise<Effect> {
  const refused = await inherit(bench, levels);
  if (refused !== undefined) return { implemented: false, evidence: refused };
  return concluded(sharedTables(await bench.eyes.look(), 1) > 0, strangers);
}

/** From inside: what the parent touches later is present in the child at once. Throws Lost where another step fails. */
export async function descentByPresence(bench: Bench, levels: number, strangers: boolean): Promise<Effect> {
  const refused = await inherit(bench, levels);
  if (refused !== undefined) return { implemented: false, evidence: refused };
  const appears = await farPageAppears(bench);
  return appears === undefined ? UNTOLD : concluded(appears, strangers);
}
