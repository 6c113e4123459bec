/** The formal model, explored to its end. */
import { describe, expect, it } from 'vitest';
import { brokenModels } from '../../../explore/quint/broken.ts';
import { compileModel } from '../../../explore/quint/compile.ts';
import { explore } from '../../../explore/explore.ts';
import { readIr } from '../../../explore/quint/ir.ts';
import { quintModel } from '../../../explore/quint/model.ts';
import { formalModel } from '../../../spec/formal/generated/model.ts';
import { COUNTS, sizesOf } from './sizes.ts';

const ir = readIr(formalModel);
const broken = brokenModels(ir).filter(({ generation }) => generation === 'map_shared_pt');
const right = compileModel(ir, { module: 'map_shared_pt', sizes: sizesOf('2x2x1x1x2') });
/** Witnesses met, by sizes: filled by the first tests. */
const met = new Map<string, ReadonlySet<string>>();

/** The invariants of a broken model that fall, with the steps of the shortest counterexample. */
const SHORTEST: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  exit_keeps_mapping: { deadShareNothing: 2, sharersCounted: 2 },
  fault_asks_first_mapper: { accessObeysProtection: 3 },
  fault_restores_mode: { protectionDurable: 3 },
  fill_first_page: { entryMapsOwnPage: 2, sharersReachOneFrame: 4 },
  fill_writable: { entryObeysProtection: 2, accessObeysProtection: 4 },
  flush_own_cpu: { nothingStale: 5 },
  flush_own_process: { nothingStale: 6, accessObeysProtection: 7 },
  fork_not_counted: { sharersCounted: 3 },
  joining_restores_mode: { protectionDurable: 3 },
  last_out_keeps_tables: { lastOutFrees: 3 },
  leaving_frees_tables: { linkedTableAllocated: 5 },
  leaving_keeps_links: { reachedBySharersOnly: 4, accessObeysProtection: 6 },
  leaving_unlinks_all: { leavingTouchesOnlyItself: 5 },
  link_first_table: { linkLeadsToOwnTable: 3, sharersReachOneFrame: 5 },
  link_not_counted: { linksCounted: 3 },
  over_wide_link: { linkLeadsToOwnTable: 3 },
  protect_forgets_entries: { entryObeysProtection: 3, accessObeysProtection: 5 },
  reclaim_not_flushed: { nothingStale: 5 },
  refusal_unlinks: { failureChangesNothing: 4 },
  unaligned_shares: { onlyEligibleShare: 1 },
};

describe('the formal model', () => {
  it.each(COUNTS)('of %s has %d states, and keeps its invariants in all of them', async (sizes, states, transitions) => {
    const model = quintModel(compileModel(ir, { module: 'map_shared_pt', sizes: sizesOf(sizes) }), { name: sizes });
    const found = await explore(model, { goOn: true });
    expect(found.violations).toEqual([]);
    expect([found.complete, found.states, found.transitions]).toEqual([true, states, transitions]);
    met.set(sizes, model.met);
  });

  it('meets every witness', () => {
    expect(right.witnesses.length).toBeGreaterThan(15);
    expect(right.witnesses.filter(({ name }) => met.get('2x2x1x1x2')?.has(name) !== true)).toEqual([]);
  });

  it('tells states apart by the machine alone', () => {
    expect(right.identity.map((i) => right.variables[i])).toEqual(['map_shared_pt::now']);
  });
});

describe('a witness that is not met', () => {
  it('is seen: with one CPU nothing is remembered twice', () => {
    expect(right.witnesses.flatMap(({ name }) => (met.get('2x1x1x1x1')?.has(name) === true ? [] : [name]))).toEqual(['rememberedTwice']);
  });
});

describe('broken models', () => {
  it('are known, and break every invariant between them', () => {
    expect(Object.fromEntries(broken.map(({ name, breaks }) => [name, breaks.toSorted()]))).toEqual(
      Object.fromEntries(Object.entries(SHORTEST).map(([name, steps]) => [name, Object.keys(steps).toSorted()])),
    );
    const fallen = new Set(broken.flatMap(({ breaks }) => breaks));
    expect(right.invariants.filter(({ name }) => !fallen.has(name))).toEqual([]);
  });

  it.each(broken)('$name: found, by a shortest counterexample', async ({ name, breaks, replaced }) => {
    const compiled = compileModel(ir, { module: 'map_shared_pt', sizes: sizesOf('2x2x1x2x1'), replaced });
    for (const invariant of breaks) {
      const { violations } = await explore(quintModel(compiled, { name, invariants: [invariant] }));
      expect(violations.map(({ property, steps }) => [property, steps.length])).toEqual([[invariant, SHORTEST[name]?.[invariant]]]);
    }
  });
});
