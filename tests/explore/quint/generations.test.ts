/** The formal models of all generations beside map-shared-pt, each explored to its end in small worlds. */
import { describe, expect, it } from 'vitest';
import { brokenModels } from '../../../explore/quint/broken.ts';
import { compileModel } from '../../../explore/quint/compile.ts';
import { explore } from '../../../explore/explore.ts';
import { readIr } from '../../../explore/quint/ir.ts';
import { quintModel } from '../../../explore/quint/model.ts';
import { formalModel } from '../../../spec/formal/generated/model.ts';
import { BROKEN_WORLDS, PINNED, SHORTEST, WORLDS, worldOf } from './generations.ts';

const ir = readIr(formalModel);
const broken = brokenModels(ir);
const LONG = 60_000;
/** Witnesses that were met in one of its worlds, by generation. */
const met = new Map<string, Set<string>>();

/** Invariants that are those of the core in every generation with a host; models that break the core break them. */
const OF_CORE: ReadonlySet<string> = new Set([
  'sharersCounted',
  'linksCounted',
  'linkedTableAllocated',
  'reachedBySharersOnly',
  'linkLeadsToOwnTable',
  'entryFollowsMapping',
  'entryObeysProtection',
  'nothingStale',
  'deadShareNothing',
  'accessObeysProtection',
  'leavingTouchesOnlyItself',
  'protectionDurable',
]);

function fallen(generation: string): ReadonlySet<string> {
  return new Set(broken.filter((one) => one.generation === generation).flatMap(({ breaks }) => breaks));
}

describe.each(Object.keys(PINNED))('the formal model of %s', (generation) => {
  it.each(PINNED[generation]!)(
    'keeps its invariants in all states of %s, which are %d',
    async (world, states, transitions) => {
      const model = quintModel(compileModel(ir, { module: generation, sizes: worldOf(world) }), { name: world });
      const found = await explore(model, { goOn: true });
      expect(found.violations).toEqual([]);
      expect([found.complete, found.states, found.transitions]).toEqual([true, states, transitions]);
      met.set(generation, new Set([...(met.get(generation) ?? []), ...model.met]));
    },
    LONG,
  );

  it('meets every witness in one of these worlds', () => {
    const { witnesses } = compileModel(ir, { module: generation, sizes: worldOf(WORLDS.small) });
    expect(witnesses.length).toBeGreaterThan(12);
    expect(witnesses.map(({ name }) => name).filter((name) => met.get(generation)?.has(name) !== true)).toEqual([]);
  });

  it('has for each of its invariants a broken model in which it falls', () => {
    const { invariants } = compileModel(ir, { module: generation, sizes: worldOf(WORLDS.small) });
    const anywhere = new Set([...fallen('map_shared_pt'), ...Object.keys(PINNED).flatMap((other) => [...fallen(other)])]);
    const known = fallen(generation);
    expect(invariants.map(({ name }) => name).filter((name) => !known.has(name) && !(OF_CORE.has(name) && anywhere.has(name)))).toEqual([]);
  });
});

describe('a witness that is not met', () => {
  it('is seen: with one address nothing is attached at two', async () => {
    const compiled = compileModel(ir, { module: 'msharefs_ioctl', sizes: worldOf(WORLDS.small) });
    const model = quintModel(compiled, { name: 'small' });
    await explore(model);
    expect(compiled.witnesses.map(({ name }) => name).filter((name) => !model.met.has(name))).toEqual([
      'atTwoAddresses',
      'twiceInOneProcess',
    ]);
  });
});

describe('models of generations that are broken on purpose', () => {
  const ours = broken.filter(({ generation }) => generation !== 'map_shared_pt');

  it('are known', () => {
    expect(Object.fromEntries(ours.map(({ name, breaks }) => [name, breaks.toSorted()]))).toEqual(
      Object.fromEntries(Object.entries(SHORTEST).map(([name, steps]) => [name, Object.keys(steps).toSorted()])),
    );
  });

  it.each(ours)('$name: found, by a shortest counterexample', async ({ name, generation, breaks, replaced }) => {
    const sizes = worldOf(BROKEN_WORLDS[name] ?? WORLDS.small);
    const compiled = compileModel(ir, { module: generation, sizes, replaced });
    for (const invariant of breaks) {
      const { violations } = await explore(quintModel(compiled, { name, invariants: [invariant] }));
      expect(violations.map(({ property, steps }) => [property, steps.length])).toEqual([[invariant, SHORTEST[name]?.[invariant]]]);
    }
  });
});
