/** Performs a story of operations in one generation, on the reference or on a baseline. */
import { PRESENT } from '../schemas/contract.ts';
import type { Body, Call, Setup } from '../schemas/contract.ts';
import type { Outcome, Snapshot, Step } from '../schemas/generated/types.ts';
import type { Lowered, Lowering } from './lowering.ts';
import type { Operation, Who } from './operation.ts';

/** Everybody who may act in a story; children are born in it. */
export const PEOPLE: readonly Who[] = ['A', 'B', 'C'];

/** What one operation came to. `lacking`: the generation has no way to do it. */
export type Effect =
  | { readonly effect: 'done'; readonly value?: number }
  | { readonly effect: 'refused'; readonly errno: string }
  | { readonly effect: 'fault'; readonly signal: string }
  | { readonly effect: 'lacking'; readonly why: string };

export interface Played {
  /** One for each operation, up to the first that is lacking. */
  readonly effects: readonly Effect[];
  readonly steps: readonly Step[];
  /** What the body showed in the end. */
  readonly snapshot: Snapshot;
  /** Size of the region. */
  readonly bytes: number;
}

/** What a body of ours does at once. */
export interface OwnBody extends Body {
  reset(setup: Setup): void;
  step(call: Call): Outcome;
  snapshot(): Snapshot;
}

export function play(lowering: Lowering, body: OwnBody, story: readonly Operation[]): Played {
  const { generation, geometry, files } = lowering;
  body.reset({ generation, geometry, files, processes: PEOPLE });
  const lower = lowering.begin();
  const effects: Effect[] = [];
  const steps: Step[] = [];
  for (const operation of story) {
    const lowered = lower(operation);
    const effect = carryOut(body, lowered, steps);
    effects.push(effect);
    if (effect.effect === 'lacking') break;
  }
  return { effects, steps, snapshot: body.snapshot(), bytes: lowering.pages * geometry.pageSize };
}

/** The first call that fails decides; else the last one. */
function carryOut(body: OwnBody, lowered: Lowered, steps: Step[]): Effect {
  if ('lacking' in lowered) return { effect: 'lacking', why: lowered.lacking };
  let effect: Effect = { effect: 'done' };
  for (const step of lowered) {
    steps.push(step);
    effect = effectOf(body.step({ cpu: 0, ...step } as Call));
    if (effect.effect !== 'done') return effect;
  }
  return effect;
}

function effectOf(outcome: Outcome): Effect {
  if (outcome.result === 'refused') return { effect: 'refused', errno: outcome.errno };
  if (outcome.result === 'fault') return { effect: 'fault', signal: outcome.signal };
  if (outcome.result === 'done') return outcome.value === undefined ? { effect: 'done' } : { effect: 'done', value: outcome.value };
  throw new Error(`a body of ours answered ${outcome.result}`);
}

/** In a word or two: "done", "shows 7", "refused", "faults", "cannot be said". Errors are told apart by rules, not here. */
export function shortOf(effect: Effect): string {
  if (effect.effect === 'done') return effect.value === undefined ? 'done' : `shows ${effect.value}`;
  return { refused: 'refused', fault: 'faults', lacking: 'cannot be said' }[effect.effect];
}

/** Ids of the leaf tables that a process reaches. */
export function leavesOf({ mms, tables }: Snapshot, who: Who): Set<number> {
  const byId = new Map(tables.map((table) => [table.id, table]));
  const found = new Set<number>();
  const visit = (id: number): void => {
    const table = byId.get(id);
    if (table === undefined) return;
    if (table.level === 1) {
      found.add(id);
      return;
    }
    for (let i = 0; i + 2 < table.entries.length; i += 3) if ((table.entries[i + 2]! & PRESENT) !== 0) visit(table.entries[i + 1]!);
  };
  for (const mm of mms) if (mm.process === who) visit(mm.root);
  return found;
}

/** Do both reach a leaf table in common? */
export function share({ snapshot }: Played, one: Who, other: Who): boolean {
  const leaves = leavesOf(snapshot, one);
  return [...leavesOf(snapshot, other)].some((id) => leaves.has(id));
}
