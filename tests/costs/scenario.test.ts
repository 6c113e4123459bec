import { describe, expect, it } from 'vitest';
import { PHASES, costOf } from '../../costs/scenario.ts';
import type { Scenario, ScenarioCost } from '../../costs/scenario.ts';
import { ways } from '../../costs/way.ts';

const PAGES = 16;
const LEAF = 4096;
const CPUS = 2;

function of(id: string, scenario: Scenario): ScenarioCost {
  return costOf(
    scenario,
    ways.find((way) => way.id === id)!,
  );
}

function totals(id: string, sharers: number): ScenarioCost['total'] {
  return of(id, { sharers, pages: PAGES }).total;
}

const SHARING = ['map-shared-pt', 'hugetlb-pmd', 'fork-domain', 'threads'];
const ONE_FOR_ALL = ['map-shared-pt', 'threads'];
const EACH_FOR_ITSELF = ['hugetlb-pmd', 'fork-domain', 'messages'];

describe('leaf tables after all have touched all pages', () => {
  it.each(SHARING)('%s: one for a slot, however many share', (id) => {
    for (const sharers of [1, 2, 10]) expect(of(id, { sharers, pages: PAGES }).phases.touch.leafBytes).toBe(LEAF);
    expect(of(id, { sharers: 2, pages: 513 }).phases.touch.leafBytes).toBe(2 * LEAF);
  });

  it('messages: one for each process', () => {
    for (const sharers of [1, 2, 10]) expect(of('messages', { sharers, pages: PAGES }).phases.touch.leafBytes).toBe(sharers * LEAF);
  });
});

describe('faults while all touch all pages', () => {
  it('threads: one for each page', () => expect(of('threads', { sharers: 10, pages: PAGES }).phases.touch.faults).toBe(PAGES));

  it.each(['map-shared-pt', 'hugetlb-pmd', 'fork-domain'])('%s: one for each page, and one for each further sharer', (id) =>
    expect(of(id, { sharers: 10, pages: PAGES }).phases.touch.faults).toBe(PAGES + 9),
  );

  it('messages: one for each page of each process', () =>
    expect(of('messages', { sharers: 10, pages: PAGES }).phases.touch.faults).toBe(10 * PAGES));
});

describe('a change of protection', () => {
  it.each(ONE_FOR_ALL)('%s: one call, each entry once, no message, nobody waits', (id) => {
    for (const sharers of [1, 2, 10])
      expect(of(id, { sharers, pages: PAGES }).phases.protect).toMatchObject({
        calls: 1,
        entriesWritten: PAGES,
        messages: 0,
        blockedAccesses: 0,
      });
  });

  it.each(EACH_FOR_ITSELF)('%s: a call of each, two messages for each other one, and each waits once', (id) => {
    for (const sharers of [1, 2, 10])
      expect(of(id, { sharers, pages: PAGES }).phases.protect).toMatchObject({
        calls: sharers,
        messages: 2 * (sharers - 1),
        blockedAccesses: sharers === 1 ? 0 : sharers,
      });
  });

  it('messages: each entry of each process', () => {
    expect(of('messages', { sharers: 10, pages: PAGES }).phases.protect.entriesWritten).toBe(10 * PAGES);
  });

  it('is flushed on each CPU: once for a process of threads, for each sharer of a region', () => {
    expect(of('threads', { sharers: 10, pages: PAGES }).phases.protect.flushes).toBe(CPUS);
    expect(of('map-shared-pt', { sharers: 10, pages: PAGES }).phases.protect.flushes).toBe(10 * CPUS);
  });

  it('costs a domain its common tables, and a region nothing', () => {
    const { protect, use } = of('fork-domain', { sharers: 10, pages: PAGES }).phases;
    expect([protect.leafBytes, use.leafBytes]).toEqual([10 * LEAF, 10 * LEAF]);
    expect(of('map-shared-pt', { sharers: 10, pages: PAGES }).phases.use.leafBytes).toBe(LEAF);
  });
});

describe('a whole scenario', () => {
  it.each(ways.map(({ id }) => id))('%s: the sum of its phases, the same each time', (id) => {
    const { total, phases } = of(id, { sharers: 4, pages: PAGES });
    expect(of(id, { sharers: 4, pages: PAGES }).total).toEqual(total);
    for (const key of ['calls', 'faults', 'flushes', 'entriesWritten', 'messages', 'blockedAccesses'] as const)
      expect(PHASES.reduce((sum, phase) => sum + phases[phase][key], 0)).toBe(total[key]);
    expect(total.tableBytes).toBe(Math.max(...PHASES.map((phase) => phases[phase].tableBytes)));
  });

  it('grows with the number of sharers where each has its own, and not where one set serves all', () => {
    const perSharer = (id: string): number => (totals(id, 10).entriesWritten - totals(id, 1).entriesWritten) / 9;
    expect(perSharer('threads')).toBe(0);
    expect(perSharer('messages')).toBeGreaterThanOrEqual(2 * PAGES);
    expect(totals('threads', 10).calls).toBe(totals('threads', 1).calls);
    expect(totals('map-shared-pt', 10).leafBytes).toBe(totals('map-shared-pt', 1).leafBytes);
    expect(totals('messages', 10).leafBytes).toBe(10 * totals('messages', 1).leafBytes);
  });

  it.each([
    [{ sharers: 0, pages: 1 }, '/sharers'],
    [{ sharers: 1, pages: 1.5 }, '/pages'],
  ])('is refused where it makes no sense: %j', (scenario, pointer) => {
    expect(() => of('threads', scenario)).toThrow(expect.objectContaining({ code: 'bad-scenario', pointer }));
  });
});
