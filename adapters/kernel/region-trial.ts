/** Whether a kernel has regions as a generation has them, found out by having two processes share one. */
import type { Snapshot } from '../../schemas/generated/types.ts';
import { Misstep } from '../wire/failure.ts';
import type { Effect } from './by-effect.ts';
import { SCENE_FILES, STORED } from './region-scenes.ts';
import type { RegionScene } from './region-scenes.ts';
import { sharedTables } from './shared-tables.ts';
import { begin, perform, saying, setupOf } from './trial-steps.ts';
import type { Bench, OwnCall } from './trial-steps.ts';

/** A bench with eyes that may see tables. */
export type SeeingBench = Bench & { readonly eyes?: { look?(): Promise<Snapshot> } };

const none = (evidence: string): Effect => ({ implemented: false, evidence });

/** What stands in the way of a call; undefined where it succeeds. A process that does not come back from it is in its way, too. */
async function obstacle(bench: Bench, call: OwnCall): Promise<string | undefined> {
  try {
    const outcome = await perform(bench, call);
    if (outcome.result !== 'done') return `${nameOf(call)} ${saying(outcome)}`;
    const other = call.call === 'load' && outcome.value !== STORED;
    return other ? `what one process stores in its window is not what the other loads: ${String(outcome.value)}` : undefined;
  } catch (error) {
    if (error instanceof Misstep) return `${nameOf(call)}: ${error.message}`;
    throw error;
  }
}

function nameOf(call: OwnCall): string {
  return call.call === 'ioctl' ? call.request : call.call;
}

async function tablesOf({ eyes }: SeeingBench): Promise<string> {
  if (eyes?.look === undefined) return '';
  return sharedTables(await eyes.look(), 1) > 0 ? ', and reach one leaf table for it' : ', and reach different leaf tables for it';
}

/** By the answers to its calls; tables, where they are seen, are told and not asked for: private ones are for the rules to find. Throws Lost. */
export async function tryRegion(bench: SeeingBench, scene: RegionScene, levels: number): Promise<Effect> {
  const setup = setupOf(4096, levels, ['A', 'B'], '0x1000');
  await begin(bench, { ...setup, generation: scene.generation, files: SCENE_FILES });
  for (const call of scene.calls(levels)) {
    const found = await obstacle(bench, call);
    if (found !== undefined) return none(found.slice(0, LONGEST));
  }
  return { implemented: true, evidence: `two processes see the same byte of a region${await tablesOf(bench)}` };
}

/** Of a piece of evidence, in characters. */
const LONGEST = 400;
