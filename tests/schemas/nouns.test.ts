import { describe, expect, it } from 'vitest';
import type { Snapshot, Transcript } from '../../schemas/generated/types.ts';
import { InputError } from '../../schemas/input-error.ts';
import { editDistance, nameHint, nearest } from '../../schemas/near.ts';
import { SNAPSHOT_NUMBERS } from '../../schemas/snapshot.ts';
import { validateBody, validateOutcome, validateReport, validateSnapshot, validateTranscript } from '../../schemas/validate.ts';
import { traceOf } from './traces.ts';

function refusing(code: string, pointer: string): unknown {
  return expect.objectContaining({ name: 'InputError', code, pointer, file: 'f.json', hint: expect.stringMatching(/./u) });
}

function snapshotOf(change: Partial<Snapshot> = {}): Snapshot {
  return {
    mms: [{ id: 1, process: 'A', host: null, root: 1 }],
    tables: [{ id: 1, level: 1, entries: [0, 7, 1] }],
    tlb: [{ cpu: 0, entries: [1, 2, 3, 4], walks: [1, 2, 3] }],
    caches: [{ file: 'data', pages: [0, 7] }],
    ...change,
  };
}

const done = { outcome: { result: 'done' } } as const;

function transcriptOf(change: Partial<Transcript> = {}): Transcript {
  const body = { name: 'b', generations: [], shows: [] };
  return { format: 1, trace: traceOf(), body, entries: [done, done, done, done], status: 'complete', ...change };
}

describe('snapshots', () => {
  it('are accepted whole', () => {
    const snapshot = snapshotOf();
    expect(validateSnapshot(snapshot)).toBe(snapshot);
  });

  it.each<[string, Partial<Snapshot>]>([
    ['/tables/0/entries', { tables: [{ id: 1, level: 1, entries: [0, 7] }] }],
    ['/tables/0/entries/1', { tables: [{ id: 1, level: 1, entries: [0, 2 ** 53, 1] }] }],
    ['/tlb/0/entries', { tlb: [{ cpu: 0, entries: [1, 2, 3] }] }],
    ['/tlb/0/walks', { tlb: [{ cpu: 0, entries: [], walks: [1] }] }],
    ['/caches/0/pages', { caches: [{ file: 'data', pages: [1] }] }],
  ])('are refused at %s', (pointer, change) => {
    expect(() => validateSnapshot(snapshotOf(change), 'f.json')).toThrow(refusing('bad-snapshot', pointer));
    const outcome = { result: 'done', snapshot: snapshotOf(change) };
    expect(() => validateOutcome(outcome, 'f.json')).toThrow(refusing('bad-snapshot', `/snapshot${pointer}`));
    const looked = transcriptOf({ entries: [done, done, done, { ...done, snapshot: snapshotOf(change) }] });
    expect(() => validateTranscript(looked, 'f.json')).toThrow(refusing('bad-snapshot', `/entries/3/snapshot${pointer}`));
  });

  it('have an end', () => {
    const entries = Array.from({ length: SNAPSHOT_NUMBERS + 2 }, () => 1);
    expect(() => validateSnapshot(snapshotOf({ tables: [{ id: 1, level: 1, entries }] }), 'f.json')).toThrow(
      refusing('bad-snapshot', '/tables/0/entries'),
    );
  });
});

describe('transcripts', () => {
  it('are accepted', () => {
    const transcript = transcriptOf();
    expect(validateTranscript(transcript)).toBe(transcript);
    expect(validateTranscript(transcriptOf({ entries: [], status: 'skipped', reason: 'r' }))).toBeDefined();
  });

  it('have an entry for each step', () => {
    expect(() => validateTranscript(transcriptOf({ entries: [done] }), 'f.json')).toThrow(refusing('bad-entries', '/entries'));
    expect(() => validateTranscript(transcriptOf({ status: 'broken' }), 'f.json')).toThrow(refusing('bad-entries', '/entries'));
  });

  it('hold a trace that makes sense', () => {
    const trace = traceOf([{ call: 'exec', process: 'Z' }]);
    expect(() => validateTranscript(transcriptOf({ trace, entries: [done] }), 'f.json')).toThrow(
      refusing('unknown-process', '/trace/steps/0/process'),
    );
  });
});

describe('other nouns', () => {
  it('are refused by their schemas', () => {
    expect(() => validateOutcome({ result: 'don' }, 'f.json')).toThrow(refusing('unknown-result', '/result'));
    expect(() => validateOutcome({ result: 'refused', errno: 'einval' }, 'f.json')).toThrow(refusing('bad-errno', '/errno'));
    expect(() => validateBody({ name: '', generations: [], shows: [] }, 'f.json')).toThrow(refusing('bad-length', '/name'));
    expect(() => validateBody({ name: 'b', generations: [], shows: ['tlbs'] }, 'f.json')).toThrow(refusing('unknown-value', '/shows/0'));
    expect(() => validateReport({}, 'f.json')).toThrow(InputError);
  });
});

describe('hints', () => {
  it('find the nearest name, when one is near', () => {
    expect(nearest('MAP_SHARD', ['MAP_PRIVATE', 'MAP_SHARED', 'MAP_SHARED_PT'])).toBe('MAP_SHARED');
    expect(nearest('quite-another', ['mmap', 'munmap'])).toBeUndefined();
    expect(nearest('x'.repeat(1000), ['x'])).toBeUndefined();
    expect(nameHint('x', [])).toBe('none is known');
    expect([editDistance('', 'abc'), editDistance('kitten', 'sitting'), editDistance('a', 'a')]).toEqual([3, 3, 0]);
  });
});
