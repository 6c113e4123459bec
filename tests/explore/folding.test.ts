/** Folding changes the number of states, and nothing that is said about the model. */
import { describe, expect, it } from 'vitest';
import { explore } from '../../explore/index.ts';
import type { Exploration, Model } from '../../explore/index.ts';
import { parseBounds } from '../../explore/models/sharing/bounds.ts';
import { sharing } from '../../explore/models/sharing/model.ts';
import { cycles } from './models.ts';

async function both(model: Model): Promise<{ flat: Exploration; folded: Exploration }> {
  return { flat: await explore(model, { fold: false, goOn: true }), folded: await explore(model, { fold: true, goOn: true }) };
}

/** Which properties are violated, and how few steps show it. */
function verdict({ violations, complete }: Exploration): unknown {
  const found = violations.map(({ property, steps }) => `${property}: ${steps.length}`).toSorted();
  return { complete, found };
}

/** The sharing model with one successor written wrongly, the same for every process. */
function broken(bounds: string, spoil: (words: Int32Array, at: number, name: string) => void): Model {
  const model = sharing(parseBounds(bounds));
  return {
    ...model,
    successors(words, at, out) {
      model.successors(words, at, out);
      for (let i = 0; i < out.count; i++) spoil(out.words, i * model.width, model.action(out.actions[i]!).name);
    },
  };
}

describe('folding', () => {
  it.each(['2x1x1x1', '2x1x2x1', '2x2x1x1', '3x1x2x1', '3x1x2x2', '3x2x1x1', '4x1x2x1'])('stands for all states of %s', async (bounds) => {
    const { flat, folded } = await both(sharing(parseBounds(bounds)));
    expect(folded.unfolded).toBe(flat.states);
    expect(folded.states).toBeLessThan(flat.states);
    expect(verdict(folded)).toEqual(verdict(flat));
  });

  // Bits of the word of a host, within these bounds: its table is bit 5, and its entry begins at bit 6.
  it.each([
    ['mprotect forgets the table', 'mprotect', (host: number) => host & ~(1 << 5)],
    ['munmap forgets to free the table', 'munmap', (host: number) => host | (1 << 5)],
    ['an access may always write', 'access', (host: number) => host | (2 << 6)],
  ])('finds the same violations, as early, where %s', async (_, name, spoilt) => {
    const spoil = (words: Int32Array, at: number, called: string): void => {
      if (called === name) words[at + 1] = spoilt(words[at + 1]!);
    };
    const { flat, folded } = await both(broken('3x1x1x1', spoil));
    expect(flat.violations.length).toBeGreaterThan(0);
    expect(verdict(folded)).toEqual(verdict(flat));
  });

  it('has as many classes as there are multisets', async () => {
    const { flat, folded } = await both(cycles(4));
    expect([flat.states, folded.states]).toEqual([3 ** 4, 15]);
  });
});
