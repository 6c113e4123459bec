/** What a snapshot has to be: each way of being none is told, and what the reference shows is one at every step of every generation. */
import { describe, expect, it } from 'vitest';
import { snapshotFlaw } from '../../adapters/wire/snapshot-flaws.ts';
import { holdLooks, holdSnapshots } from '../../adapters/wire/trial-shows.ts';
import { trialTrace } from '../../adapters/wire/trial-trace.ts';
import { createReference } from '../../reference/index.ts';
import { perform } from '../../replay/perform.ts';
import type { BodyDescription, Entry, Geometry, Snapshot } from '../../schemas/generated/types.ts';
import { generations } from '../../spec/index.ts';

const SMALL: Geometry = { pageSize: 4096, entriesPerTable: 8, levels: 2, cpus: 1 };
const LINK = 7;
const PAGE = 0x167;

/** A process A with one page, and the host of a region with nothing in it. */
function sound(): Snapshot {
  return {
    mms: [
      { id: 1, process: 'A', host: null, root: 1 },
      { id: 2, process: null, host: { file: 'f', startPage: 8, pages: 8, offsetPage: 0 }, root: 3 },
    ],
    tables: [
      { id: 1, level: 2, entries: [0, 2, LINK] },
      { id: 2, level: 1, entries: [7, 90, PAGE] },
      { id: 3, level: 2, entries: [] },
    ],
  };
}

describe('a snapshot', () => {
  it('that is in order has no flaw', () => {
    expect(snapshotFlaw(sound(), ['A'], SMALL)).toBeUndefined();
  });

  it.each<[what: string, flaw: RegExp, spoil: (shown: Snapshot) => void]>([
    ['shows nothing', /^process A lives, and has no mm$/u, (s) => (s.mms.length = s.tables.length = 0)],
    ['has two mms for a process', /^process A lives, and has 2 mms$/u, (s) => s.mms.push({ ...s.mms[0]!, id: 3 })],
    ['has a root that is no table', /^mm 1, of A, has the root 9, and there is no table 9$/u, (s) => (s.mms[0]!.root = 9)],
    ['has a host whose root is no table', /^mm 2, of the host of f, has the root 9/u, (s) => (s.mms[1]!.root = 9)],
    ['begins at a leaf', /begins at table 2 of level 1, on a machine of 2$/u, (s) => (s.mms[0]!.root = 2)],
    ['has an id twice', /^two tables have the same id, among 1, 2, 2$/u, (s) => (s.tables[2]!.id = 2)],
    [
      'leads to no table',
      /^entry 0,5,7 of table 1, of level 2, leads to table 5, and there is none$/u,
      (s) => (s.tables[0]!.entries[1] = 5),
    ],
    ['leads to a table of another level', /leads to table 3, which is of level 2$/u, (s) => (s.tables[0]!.entries[1] = 3)],
    [
      'has bits that nobody knows',
      /^entry 7,90,99999 of table 2, of level 1, has bits that are not known; known: 1 present, 2 writable, 4 user, 32/u,
      (s) => (s.tables[1]!.entries[2] = 99_999),
    ],
    ['has bits beyond 32', /not known/u, (s) => (s.tables[1]!.entries[2] = 2 ** 32 + 1)],
    ['has an entry that is not present', /is not present \(bit 1\)/u, (s) => (s.tables[1]!.entries[2] = 4)],
    ['has an index beyond the table', /index 8, in a table of 8 entries$/u, (s) => (s.tables[1]!.entries[0] = 8)],
  ])('that %s is told so', (_what, flaw, spoil) => {
    const shown = sound();
    spoil(shown);
    expect(snapshotFlaw(shown, ['A'], SMALL)).toMatch(flaw);
  });
});

const described = (change: Partial<BodyDescription>): BodyDescription => ({ name: 'b', generations: [], shows: ['tables'], ...change });

async function performed(body: BodyDescription): Promise<Entry[]> {
  const { status, entries } = await perform(trialTrace(body), createReference(), { look: 'always', stepMilliseconds: Infinity });
  expect(status).toBe('complete');
  return entries;
}

describe('the snapshots of the trial', () => {
  it.each(generations.map(({ id }) => id))('are in order as the reference shows %s', async (id) => {
    const body = described({ generations: [id] });
    const entries = await performed(body);
    expect(entries.filter(({ snapshot }) => snapshot !== undefined).length).toBe(trialTrace(body).steps.length);
    holdSnapshots(body, entries);
  });

  it('want an mm of a child that was forked, and none of who has left', async () => {
    const body = described({ calls: ['fork', 'exit', 'tables'] });
    const entries = await performed(body);
    holdSnapshots(body, entries);
    const calls = trialTrace(body).steps.map(({ call }) => call);
    expect(calls).toEqual(['tables', 'fork', 'exit']);
    const [before, , after] = entries.map(({ snapshot }) => snapshot!);
    const spoilt = (at: number, snapshot: Snapshot): Entry[] => entries.map((entry, i) => (i === at ? { ...entry, snapshot } : entry));
    expect(() => holdSnapshots(body, spoilt(1, before!))).toThrow('after fork: process C lives, and has no mm');
    expect(() => holdSnapshots(body, spoilt(0, after!))).toThrow('after tables: process A lives, and has no mm');
  });

  it('want one in the answer to tables', async () => {
    const body = described({ calls: ['tables'] });
    const [entry] = await performed(body);
    const answered = (snapshot?: Snapshot): Entry => ({ ...entry!, outcome: { result: 'done', ...(snapshot && { snapshot }) } });
    expect(() => holdSnapshots(body, [answered()])).toThrow('tables: it was answered done, without a snapshot');
    expect(() => holdSnapshots(body, [answered({ mms: [], tables: [] })])).toThrow('after tables: process A lives');
    expect(() => holdSnapshots(body, [{ ...entry!, outcome: { result: 'unsupported' } }])).not.toThrow();
  });

  it('may hold no tables where the body says that it shows none', () => {
    const nothing: Entry = { outcome: { result: 'done' }, snapshot: { mms: [], tables: [], tlb: [] } };
    expect(() => holdSnapshots(described({ shows: ['tlb'], calls: ['exec'] }), [nothing])).not.toThrow();
    expect(() => holdSnapshots(described({ shows: ['tlb', 'tables'], calls: ['exec'] }), [nothing])).toThrow('no mm');
  });
});

describe('looks that are calls', () => {
  it.each<[Partial<BodyDescription>, string | undefined]>([
    [{ shows: ['present'], calls: ['load'] }, 'it shows present, and does not list the call present'],
    [{ shows: ['table-bytes', 'present'], calls: [] }, 'does not list the call present; it shows table-bytes'],
    [{ shows: ['present'], calls: ['present'] }, undefined],
    [{ shows: ['present'] }, undefined],
    [{ shows: ['tables'], calls: [] }, undefined],
  ])('%j', (change, message) => {
    if (message === undefined) expect(() => holdLooks(described(change))).not.toThrow();
    else expect(() => holdLooks(described(change))).toThrow(message);
  });
});
