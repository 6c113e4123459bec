/** What the words of a history leave out must never matter: a history goes on as its words do, whatever follows. */
import { describe, expect, it } from 'vitest';
import { createJudge } from '../../oracle/judge.ts';
import { kindOf } from '../../oracle/claims.ts';
import { createReference } from '../../reference/index.ts';
import type { Call } from '../../schemas/contract.ts';
import type { Naming } from '../../schemas/words.ts';
import type { Asked, World } from '../../spec/index.ts';
import { alphabetOf } from '../../statespace/alphabet.ts';
import { HistorySide } from '../../statespace/history-side.ts';
import { GENERATION, filesOf, geometryOf, traceOf } from '../../statespace/setting.ts';
import type { SmallWorld } from '../../statespace/small-world.ts';
import { WORLDS } from '../../statespace/worlds.ts';

const ORIGIN = { kind: 'written' } as const;
const NAMING: Naming = { processes: ['p0', 'p1'], cpus: [0, 1], descriptors: ['db', 'log', 'db-read'] };
const EVERYTHING: Asked = { presence: true, unshared: true };
const judge = createJudge({ generation: GENERATION, profile: 'default', claims: true });

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
function walk(world: SmallWorld, seed: number, steps: number): number {
  const roll = dice(seed);
  const { letters } = alphabetOf(world);
  const body = createReference();
  const setup = { generation: GENERATION, geometry: geometryOf(world), files: filesOf(world), processes: ['p0', 'p1'] };
  const trace = traceOf(world, { id: 'walk', title: 'walk', rules: [], origin: ORIGIN }, setup.processes, []);
  const side = new HistorySide(judge.begin(trace)[0]!, EVERYTHING, NAMING, [NAMING]);
  body.reset(setup);
  let worlds: readonly World[] = judge.begin(trace);
  let before = body.snapshot();
  let compared = 0;
  for (let step = 0; step < steps; step++) {
    const call = nextCall(step, roll, letters, [...body.machine.processes.keys()]);
    if (call === undefined) continue;
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

const OPENS: readonly Call[] = ['p0', 'p1'].flatMap((process): Call[] => [
  { call: 'open', process, cpu: 0, file: 'db', flags: ['O_RDWR'], as: 'db' },
  { call: 'open', process, cpu: 0, file: 'log', flags: ['O_RDWR'], as: 'log' },
  { call: 'open', process, cpu: 0, file: 'db', flags: ['O_RDONLY'], as: 'db-read' },
]);

/** Two processes live all the time, so that nobody gets a name that somebody else had. */
function nextCall(
  step: number,
  roll: (below: number) => number,
  letters: ReturnType<typeof alphabetOf>['letters'],
  alive: readonly string[],
): Call | undefined {
  if (step < OPENS.length) return OPENS[step];
  const call = letters[roll(letters.length)]!.call({ process: alive[roll(alive.length)]!, cpu: roll(2), child: 'p1' });
  return call.call === 'fork' || call.call === 'exit' ? undefined : call;
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
});
