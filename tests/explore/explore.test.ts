import { describe, expect, it } from 'vitest';
import { Interner, explore } from '../../explore/index.ts';
import type { Progress } from '../../explore/index.ts';
import { parseBounds } from '../../explore/models/sharing/bounds.ts';
import { sharing } from '../../explore/models/sharing/model.ts';
import { counter } from './models.ts';

describe('exploring', () => {
  it('tells its progress, and gives way to timers', async () => {
    const seen: Progress[] = [];
    let timer = false;
    setTimeout(() => (timer = true), 0);
    const found = await explore(sharing(parseBounds('3x1x2x1')), { progress: (now) => seen.push(now) });
    expect(timer).toBe(true);
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.at(-1)).toMatchObject({ states: found.states, transitions: found.transitions, waiting: 0, depth: found.depth });
    expect(seen.every(({ states }, i) => states >= (seen[i - 1]?.states ?? 0))).toBe(true);
  });

  it('says that it is partial when it was interrupted, and what it had found', async () => {
    const signal = { aborted: false };
    const progress = ({ states }: Progress): void => {
      signal.aborted = states > 200;
    };
    const found = await explore(sharing(parseBounds('3x1x2x1')), { progress, signal });
    expect(found).toMatchObject({ complete: false, partial: { code: 'interrupted' } });
    expect(found.states).toBeGreaterThan(200);
    expect(found.expanded).toBeLessThan(found.states);
  });

  it('takes an AbortSignal, and one that is aborted already', async () => {
    expect(await explore(counter(9), { signal: AbortSignal.abort() })).toMatchObject({ complete: false, states: 1, expanded: 0 });
  });

  it('stops at a limit of states, and says so', async () => {
    const found = await explore(counter(9), { states: 4 });
    expect(found).toMatchObject({ complete: false, expanded: 4, states: 5, transitions: 8, partial: { code: 'state-limit' } });
    expect(await explore(counter(9), { states: 10 })).toMatchObject({ complete: true, states: 10 });
  });

  it('knows the distances', async () => {
    expect(await explore(counter(3))).toMatchObject({ depth: 3, layers: [1, 1, 1, 1], transitions: 6 });
  });

  it('is the same every time', async () => {
    const [one, two] = [await explore(sharing(parseBounds('3x1x2x1'))), await explore(sharing(parseBounds('3x1x2x1')))];
    expect(one).toEqual(two);
  });
});

describe('an interner', () => {
  it('gives equal values the same number, and has no value for others', () => {
    const values = new Interner<readonly number[]>();
    expect([[1, 2], [3], [1, 2]].map((value) => values.number(value))).toEqual([0, 1, 0]);
    expect(values.value(1)).toEqual([3]);
    expect(() => values.value(2)).toThrow(RangeError);
  });
});
