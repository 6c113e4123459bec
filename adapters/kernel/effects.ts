/** All generations, tried on a kernel one after the other; and the calls that it is not to be asked for after that. */
import type { Snapshot } from '../../schemas/generated/types.ts';
import { descentByPresence, descentInTables } from './by-descent.ts';
import { seenByPresence, seenInTables } from './by-effect.ts';
import type { Effect } from './by-effect.ts';
import { withhold } from './questions.ts';
import { NUMBERED_CALLS, REGION_SCENES } from './region-scenes.ts';
import { tryRegion } from './region-trial.ts';
import type { Bench } from './trial-steps.ts';

/** What was found out, by generation. */
export type Effects = ReadonlyMap<string, Effect>;

type Seeing = Bench & { readonly eyes: { look(): Promise<Snapshot> } };

async function withRegions(bench: Bench, levels: number, flag: Effect, descent: Effect): Promise<Effects> {
  const found = new Map([
    ['map-shared-pt', flag],
    ['fork-domain', descent],
  ]);
  for (const scene of REGION_SCENES) found.set(scene.generation, await tryRegion(bench, scene, levels));
  return found;
}

/** From outside. Throws Lost where an ordinary step fails. */
export async function effectsInTables(bench: Seeing, levels: number): Promise<Effects> {
  const flag = await seenInTables(bench, levels);
  const descent = await descentInTables(bench, levels, flag.implemented);
  return withRegions(bench, levels, flag, descent);
}

/** From inside. Throws Lost where an ordinary step fails. */
export async function effectsByPresence(bench: Bench, levels: number): Promise<Effects> {
  const flag = await seenByPresence(bench, levels);
  const descent = await descentByPresence(bench, levels, flag.implemented);
  return withRegions(bench, levels, flag, descent);
}

/** Calls with a number of their own in generations that are not there. @param claim a generation that is judged as implemented all the same */
export function missingCalls(effects: Effects, claim: string | undefined): string[] {
  return Object.entries(NUMBERED_CALLS)
    .filter(([generation]) => generation !== claim && effects.get(generation)?.implemented !== true)
    .flatMap(([, calls]) => calls);
}

/** A number that is not the call's is another call's, which would be judged in its place: the agent is told not to make it. */
export function withholdMissing({ conversation }: Bench, effects: Effects, claim: string | undefined): Promise<void> {
  return withhold(conversation, missingCalls(effects, claim), claim !== undefined);
}
