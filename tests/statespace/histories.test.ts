/** What the words of a history leave out must never matter: a history goes on as its words do, whatever follows. */
import { describe, expect, it } from 'vitest';
import { createJudge } from '../../oracle/judge.ts';
import { kindOf } from '../../oracle/claims.ts';
import { type MachineBody, createReference } from '../../reference/index.ts';
import type { Call } from '../../schemas/contract.ts';
import type { Naming } from '../../schemas/words.ts';
import type { Asked, World } from '../../spec/index.ts';
import { generations } from '../../spec/index.ts';
import { alphabetOf, partitionsOf } from '../../statespace/alphabet.ts';
import { HistorySide } from '../../statespace/history-side.ts';
import { descriptorNames, generationOf, openings, setupOf, traceOf } from '../../statespace/setting.ts';
import type { SmallWorld } from '../../statespace/small-world.ts';
import { WORLDS, worldOfGeneration } from '../../statespace/worlds.ts';

const ORIGIN = { kind: 'written' } as const;
const NAMING: Naming = { processes: ['p0', 'p1'], cpus: [0, 1], descriptors: descriptorNames() };
const EVERYTHING: Asked = { presence: true, unshared: true };
const judges = new Map(
  generations.map(({ id: generation }) => [generation, createJudge({ generation, profile: 'default', claims: true })]),
);

/** The same numbers for the same seed. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return ((state >>> 8) % below) | 0;
  };
}

/** All calls of all worlds, which meet one another nowhere else. */
function mixed(): SmallWorld {
  const alphabet = [...new Set(WORLDS.flatMap((world) => world.alphabet))];
  return { name: 'mixed', title: 'Everything.', bounds: { processes: 2, cpus: 2, slots: 2, pages: 2, values: 2 }, alphabet };
}

/** A long walk: at each step the true history and the one from its words are asked the same call, and judge it alike. */
function walk(world: SmallWorld, seed: number, steps: number, processes = ['p0', 'p1']): number {
  const roll = dice(seed);
  const generation = generationOf(world);
  const judge = judges.get(generation)!;
  const { letters } = alphabetOf(world);
  const begin = openings(world, new Set(descriptorNames()), processes);
  const body = createReference();
  const setup = { ...setupOf(world), processes };
  const trace = traceOf(world, { id: 'walk', title: 'walk', rules: [], origin: ORIGIN }, setup.processes, []);
  const side = new HistorySide(judge.begin(trace)[0]!, EVERYTHING, NAMING, [NAMING]);
  body.reset(setup);
  let worlds: readonly World[] = judge.begin(trace);
  let before = body.snapshot();
  let compared = 0;
  const born = new Set(processes);
  for (let step = 0; step < steps; step++) {
    const alive = [...body.machine.processes.keys()];
    const call = step < begin.length ? begin[step] : nextCall(roll, letters, alive, born);
    if (call === undefined || isUnseen(call, body)) continue;
    if (call.call === 'fork') born.add(call.child);
    const loaded = side.load(side.of(worlds));
    expect(judge.permitted(loaded, call), `seed ${seed}, step ${step}: ${JSON.stringify(call)}`).toEqual(judge.permitted(worlds, call));
    const outcome = body.step(call);
    const after = body.snapshot();
    const truth = judge.hear({ worlds, step, call, outcome, before, after });
    const copy = judge.hear({ worlds: loaded, step: 2_000_000, call, outcome, before, after });
    expect(truth.violations, `seed ${seed}, step ${step}`).toEqual([]);
    expect(copy.violations).toEqual([]);
    expect([...copy.decided], `seed ${seed}, step ${step}: ${call.call} ${kindOf(outcome)}`).toEqual([...truth.decided]);
    expect(side.of(copy.worlds), `seed ${seed}, step ${step}: what is known after ${call.call}`).toBe(side.of(truth.worlds));
    worlds = truth.worlds;
    before = after;
    compared++;
  }
  return compared;
}

/** A name of a descriptor is bound once at a time. */
function isUnseen(call: Call, { machine }: MachineBody): boolean {
  if (!('as' in call) || call.as === undefined || !('process' in call) || call.process === undefined) return false;
  return machine.processes.get(call.process)?.descriptors.has(call.as) === true;
}

/** Nobody gets a name that somebody else had. Somebody always stays. */
function nextCall(
  roll: (below: number) => number,
  letters: ReturnType<typeof alphabetOf>['letters'],
  alive: readonly string[],
  born: ReadonlySet<string>,
): Call | undefined {
  const call = letters[roll(letters.length)]!.call({ process: alive[roll(alive.length)]!, cpu: roll(2), child: 'p1' });
  if (call.call === 'fork' && born.has(call.child)) return undefined;
  return call.call === 'exit' && (alive.length === 1 || roll(8) > 0) ? undefined : call;
}

describe('a history in words', () => {
  it('is judged as the history itself, call after call', () => {
    let compared = 0;
    for (let seed = 1; seed <= 30; seed++) compared += walk(mixed(), seed, 60);
    expect(compared).toBeGreaterThan(1200);
  });

  it.each(WORLDS.filter(({ bounds }) => bounds.processes === 2).map((world) => [world.name, world] as const))(
    'is judged so in the world %s too, where calls meet each other more often',
    (_name, world) => {
      for (let seed = 1; seed <= 6; seed++) walk({ ...world, bounds: { ...world.bounds, cpus: 2 } }, seed, 60);
    },
  );

  it.each(generations.map(({ id }) => id))(
    'is judged so in %s, after every call that a small world may have',
    (generation) => {
      const bounds = { processes: 2, cpus: 2, slots: 1, pages: 2, values: 2 };
      const world = { ...worldOfGeneration(generation), name: 'mixed', bounds };
      const everything = { ...world, alphabet: partitionsOf(world).map(({ name }) => name) };
      let compared = 0;
      for (let seed = 1; seed <= 25; seed++) {
        compared += walk(everything, seed, 60);
        compared += walk(world, seed, 60);
        compared += walk(world, seed + 100, 60, ['p0']);
      }
      expect(compared).toBeGreaterThan(1500);
    },
    120_000,
  );
});
