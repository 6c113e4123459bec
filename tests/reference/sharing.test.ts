import { describe, expect, it } from 'vitest';
import { ACCESSED, DIRTY, PRESENT, WRITABLE } from '../../schemas/contract.ts';
import { DONE, MAPERR, R, RW, SHARED, Scene, entryAt, expectSound, loaded, refused } from './scene.ts';

describe('sharing', () => {
  it('gives two processes the same leaf table, which only the host pays for', () => {
    const s = new Scene();
    const before = s.bytes('q');
    s.map('p', s.base, s.slot);
    s.map('q', s.base, s.slot);
    expect(s.load('p', s.base + 3)).toEqual(loaded(4));
    expect(s.present('q', s.base + 3)).toBe(0);
    expect(s.load('q', s.base + 3)).toEqual(loaded(4));
    expect(s.leaf('p', s.base)?.id).toBe(s.leaf('q', s.base)?.id);
    expect(s.leaf(null, s.base)?.id).toBe(s.leaf('q', s.base)?.id);
    expect(s.leaf('q', s.base)?.refs).toBe(3);
    expect(s.bytes('q')).toBe((before as number) + 2 * 4096);
    expectSound(s);
  });

  it('shows a filled page to every sharer that has linked the slot, and stores to all', () => {
    const s = new Scene();
    s.map('p', s.base, s.slot);
    s.map('q', s.base, s.slot);
    s.load('q', s.base);
    s.store('p', s.base + 7, 99);
    expect(s.present('q', s.base + 7)).toBe(1);
    expect(s.load('q', s.base + 7, 0, 1)).toEqual(loaded(99));
    s.map('q', s.base + 10 * s.slot, 8, { flags: SHARED });
    expect(s.load('q', s.base + 10 * s.slot + 7)).toEqual(loaded(99));
  });

  it('marks entries accessed by a load and dirty by the first store', () => {
    const s = new Scene();
    s.map('p', s.base, s.slot);
    s.load('p', s.base);
    expect((entryAt(s.leaf('p', s.base) as never, 0)?.bits as number) & (ACCESSED | DIRTY)).toBe(ACCESSED);
    s.store('p', s.base, 1);
    expect((entryAt(s.leaf('p', s.base) as never, 0)?.bits as number) & (ACCESSED | DIRTY | WRITABLE | PRESENT)).toBe(
      ACCESSED | DIRTY | WRITABLE | PRESENT,
    );
    expect(s.shot().counts?.entriesWritten).toBe(1);
  });

  it('keeps the marks of an entry when another sharer only has to link', () => {
    const s = new Scene();
    for (const process of ['p', 'q']) s.map(process, s.base, s.slot);
    s.store('p', s.base, 1);
    s.load('q', s.base);
    expect((entryAt(s.leaf('p', s.base) as never, 0)?.bits as number) & DIRTY).toBe(DIRTY);
    expect(s.shot().counts?.entriesWritten).toBe(0);
  });

  const unshared: [string, (s: Scene) => void][] = [
    ['an unaligned start', (s) => [s.map('p', s.base + 1, s.slot), s.map('q', s.base + 1, s.slot)]],
    ['an odd length', (s) => [s.map('p', s.base, s.slot + 1), s.map('q', s.base, s.slot + 1)]],
    ['another file', (s) => [s.map('p', s.base, s.slot), s.map('q', s.base, s.slot, { fd: 'g' })]],
    ['another offset', (s) => [s.map('p', s.base, s.slot), s.map('q', s.base, s.slot, { offset: s.slot })]],
    ['another address', (s) => [s.map('p', s.base, s.slot), s.map('q', s.base + s.slot, s.slot)]],
    ['another length', (s) => [s.map('p', s.base, 2 * s.slot), s.map('q', s.base, s.slot)]],
    ['another protection', (s) => [s.map('p', s.base, s.slot), s.map('q', s.base, s.slot, { prot: R })]],
    ['no flag', (s) => [s.map('p', s.base, s.slot), s.map('q', s.base, s.slot, { flags: SHARED })]],
    [
      'a private mapping',
      (s) => [s.map('p', s.base, s.slot), s.map('q', s.base, s.slot, { flags: ['MAP_PRIVATE', 'MAP_FIXED', 'MAP_SHARED_PT'] })],
    ],
  ];
  it.each(unshared)('does not share across %s', (_name, map) => {
    const s = new Scene();
    map(s);
    for (const process of ['p', 'q']) for (const page of [s.base + 1, s.base + s.slot + 1]) s.load(process, page);
    const leaves = (process: string) =>
      [s.leaf(process, s.base + 1)?.id, s.leaf(process, s.base + s.slot + 1)?.id].filter((id) => id !== undefined);
    for (const id of leaves('p')) expect(leaves('q')).not.toContain(id);
    expectSound(s);
  });

  it('keeps neighbours of the region private', () => {
    const s = new Scene();
    s.map('p', s.base, s.slot);
    s.map('p', s.base + s.slot, s.slot, { flags: ['MAP_PRIVATE', 'MAP_ANONYMOUS', 'MAP_FIXED'] });
    s.map('q', s.base, s.slot);
    s.store('p', s.base + s.slot, 5);
    s.load('q', s.base);
    expect(s.load('q', s.base + s.slot)).toEqual(MAPERR);
  });

  it('is a child of fork too, and the child links by its own faults', () => {
    const s = new Scene(['p']);
    s.map('p', s.base, s.slot);
    s.store('p', s.base, 8);
    s.fork('p', 'c');
    expect(s.mm(null).host?.guests).toBe(2);
    expect(s.leaf('c', s.base)).toBeUndefined();
    expect(s.load('c', s.base)).toEqual(loaded(8));
    expect(s.unmap('c', s.base, s.slot)).toEqual(DONE);
    expect(s.load('p', s.base, 0, 1)).toEqual(loaded(8));
    expectSound(s);
  });

  it('refuses what the flag cannot mean', () => {
    const s = new Scene();
    expect(s.map('p', s.base, s.slot, { flags: ['MAP_SHARED_PT', 'MAP_FIXED'] })).toEqual(refused('EINVAL'));
    expect(s.map('p', s.base, s.slot, { flags: ['MAP_SHARED_VALIDATE', 'MAP_SHARED_PT', 'MAP_FIXED'] })).toEqual(refused('EOPNOTSUPP'));
  });

  it('begins afresh after the last sharer has left', () => {
    const s = new Scene();
    s.map('p', s.base, s.slot);
    s.store('p', s.base, 3);
    s.protect('p', s.base, s.slot, []);
    s.unmap('p', s.base, s.slot);
    s.map('p', s.base, s.slot, { prot: RW });
    expect(s.load('p', s.base)).toEqual(loaded(3));
  });
});
