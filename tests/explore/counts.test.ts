/** Numbers of states and transitions that other checkers have found too (`npm run bench -- explore` compares them in one run). */
import { describe, expect, it } from 'vitest';
import { explore } from '../../explore/index.ts';
import type { Exploration } from '../../explore/index.ts';
import { MM_3_2_2 } from '../../explore/models/regions/bounds.ts';
import { denseRegions } from '../../explore/models/regions/dense.ts';
import { regions } from '../../explore/models/regions/general.ts';
import { parseBounds } from '../../explore/models/sharing/bounds.ts';
import { sharing } from '../../explore/models/sharing/model.ts';

/** For the largest ones, on a busy machine, in milliseconds. */
const PATIENCE = 180_000;

const counts = ({ complete, states, transitions, violations }: Exploration): unknown => ({ complete, states, transitions, violations });
const whole = (states: number, transitions: number): unknown => ({ complete: true, states, transitions, violations: [] });

describe('the sharing model', () => {
  it.each([
    ['2x1x1x1', 73, 784],
    ['2x1x2x1', 1063, 18_588],
    ['2x2x1x1', 2547, 57_380],
    ['3x1x2x1', 6403, 162_609],
    ['3x1x2x2', 38_147, 1_340_065],
    ['4x1x2x2', 229_075, 10_553_628],
  ])(
    '%s has %d states and %d transitions',
    async (bounds, states, transitions) => {
      expect(counts(await explore(sharing(parseBounds(bounds)), { fold: false }))).toEqual(whole(states, transitions));
    },
    PATIENCE,
  );

  it.each([
    ['3x1x2x2', 9647, 345_559],
    ['4x1x2x2', 22_053, 1_027_095],
  ])('%s has %d states and %d transitions when its processes are folded', async (bounds, states, transitions) => {
    expect(counts(await explore(sharing(parseBounds(bounds))))).toEqual(whole(states, transitions));
  });

  it('counts each call, and all calls are all transitions', async () => {
    const { actions, transitions } = await explore(sharing(parseBounds('3x1x2x1')), { fold: false });
    expect(actions.reduce((sum, action) => sum + action.transitions, 0)).toBe(transitions);
    expect(new Set(actions.map(({ name }) => name))).toEqual(new Set(['mmap', 'access', 'mprotect', 'munmap', 'exit', 'fork', 'reclaim']));
    expect(
      actions.find(({ name, parameters }) => name === 'fork' && parameters['process'] === 0 && parameters['child'] === 2),
    ).toBeDefined();
  });

  it('refuses bounds that are none, or that exceed its words', () => {
    expect(() => parseBounds('3x1x2')).toThrow(expect.objectContaining({ code: 'bounds-malformed' }));
    expect(() => sharing(parseBounds('9x1x9x9'))).toThrow(expect.objectContaining({ code: 'bounds-exceeded' }));
  });
});

describe('the regions 3-2-2', () => {
  it(
    'have 1,478,656 states and 39,006,848 transitions, in the general mode and in the dense one',
    async () => {
      const [general, dense] = [await explore(regions(MM_3_2_2)), await explore(denseRegions(MM_3_2_2))];
      expect(counts(general)).toEqual(whole(1_478_656, 39_006_848));
      expect(counts(dense)).toEqual(whole(1_478_656, 39_006_848));
      expect(dense.layers).toEqual(general.layers);
      expect(dense.actions).toEqual(general.actions);
    },
    PATIENCE,
  );

  it('have as many states as one region squared', async () => {
    const { states } = await explore(regions({ ...MM_3_2_2, regions: 1 }));
    expect(states ** 2).toBe(1_478_656);
  });

  it('refuse bounds that exceed the bits of their modes', () => {
    expect(() => regions({ processes: 3, regions: 3, pages: 2 })).toThrow(expect.objectContaining({ code: 'bounds-exceeded' }));
    expect(() => denseRegions({ processes: 8, regions: 2, pages: 2 })).toThrow(expect.objectContaining({ code: 'bounds-exceeded' }));
  });
});
