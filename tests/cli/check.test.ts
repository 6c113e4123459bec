import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { STORY, file, folder, ptshare } from './shell.ts';
import { writeFileSync } from 'node:fs';

/** The codes that `check --json` finds in one story. */
async function codes(change: object, name = 'tiny.json'): Promise<string[]> {
  const { out } = await ptshare(['check', file(name, { ...STORY, ...change }), '--json']);
  return (JSON.parse(out) as { findings: { code: string }[] }).findings.map((finding) => finding.code);
}

describe('check finds', () => {
  test('nothing in a good story', async () => {
    const { code, out } = await ptshare(['check', file('tiny.json', STORY)]);
    expect(out).toBe('1 valid traces, 0 errors, 0 notes\n');
    expect(code).toBe(0);
  });

  test('nothing to say with --quiet, unless it fails', async () => {
    const noted = file('tiny.json', { ...STORY, processes: ['A', 'B'] });
    for (const path of [file('tiny.json', STORY), noted]) {
      expect(await ptshare(['check', path, '--quiet'])).toEqual({ code: 0, out: '', err: '' });
    }
    expect((await ptshare(['check', noted, '--quiet', '--strict'])).out).toContain('unused-process');
  });

  const load = { call: 'load', process: 'A', addr: 'buf' };
  const steps = STORY.steps.slice(0, 3);

  test.each([
    ['id-differs-from-file', { id: 'other' }],
    ['unknown-rule', { rules: ['align-strat'] }],
    ['names-no-rule', { rules: [] }],
    ['unused-process', { processes: ['A', 'B'] }],
    ['unused-file', { files: { data: { size: '0x1000' }, more: { size: '0x1000' } } }],
    ['unused-region', { regions: { buf: '0x10000000000', more: '0x20000000000' } }],
    ['expectation-not-permitted', { steps: [...steps, { ...load, expect: { result: 'done', value: 8 } }] }],
    ['expectation-not-permitted', { steps: [...steps, { ...load, expect: { result: 'fault', signal: 'SIGSEGV' } }] }],
    ['unknown-call', { steps: [...steps, { ...load, call: 'peek' }] }],
    ['hash-mismatch', { hash: `sha256:${'0'.repeat(64)}` }],
  ])('%s', async (code, change) => {
    expect(await codes(change)).toEqual([code]);
  });

  test('an expectation that holds', async () => {
    expect(await codes({ steps: [...steps, { ...load, expect: { result: 'done', value: 7 } }] })).toEqual([]);
    expect(await codes({ steps: [...steps, { ...load, expect: { result: 'done' } }] })).toEqual([]);
  });

  test('a note where only one process shares; a note does not fail', async () => {
    const [open, mmap] = STORY.steps;
    const shared = { ...mmap, length: '0x200000', flags: ['MAP_SHARED', 'MAP_SHARED_PT', 'MAP_FIXED'] };
    const path = file('tiny.json', { ...STORY, rules: ['protect-own'], steps: [open, shared] });
    const { code, out } = await ptshare(['check', path]);
    expect(out).toContain('note: only A asks for sharing [one-sharer]');
    expect(code).toBe(0);
    expect((await ptshare(['check', path, '--strict'])).code).toBe(2);
  });

  test('a name that stands twice in an object, with its place; not one in two objects or in a text', async () => {
    const path = join(folder(), 'tiny.json');
    const text = JSON.stringify({ ...STORY, title: 'Says "addr": "addr": twice.' });
    writeFileSync(
      path,
      text.replace('"call":"load"', '"call":"store","value":1,"call":"load"').replace('"size":', '"size":"0x2000","size":'),
    );
    const corpus = join(folder(), 'corpus.ndjson');
    writeFileSync(corpus, `${JSON.stringify(STORY)}\n\n${text.replace('"origin":', '"or\\u0069gin":{},"origin":')}\n`);
    for (const [name, expected] of [
      [path, [`${path} /files/data/size`, `${path} /steps/3/call`]],
      [corpus, [`${corpus}:3 /origin`]],
    ] as const) {
      const { findings } = JSON.parse((await ptshare(['check', name, '--json'])).out) as {
        findings: { code: string; file: string; pointer: string }[];
      };
      const repeated = findings.filter(({ code }) => code === 'repeated-name');
      expect(repeated.map((finding) => `${finding.file} ${finding.pointer}`)).toEqual(expected);
    }
  });

  test('the same id in two files, and all files in spite of a bad one', async () => {
    const { code, out } = await ptshare(['check', file('tiny.json', STORY), file('bad.json', '{'), file('tiny.json', STORY)]);
    expect(code).toBe(2);
    expect(out).toContain('[repeated-id]');
    expect(out).toContain('[bad-json]');
    expect(out).toContain('2 valid traces, 2 errors, 0 notes');
  });
});

describe('check --seal', () => {
  test.each([
    ['one without a hash', JSON.stringify(STORY, null, 2)],
    ['one line', JSON.stringify(STORY)],
    ['a wrong hash', JSON.stringify({ ...STORY, hash: `sha256:${'0'.repeat(64)}` }, null, 4)],
  ])('%s: writes the right hash and nothing else', async (_name, text) => {
    const path = join(folder(), 'tiny.json');
    writeFileSync(path, text);
    const { code } = await ptshare(['check', '--seal', path]);
    expect(code).toBe(0);
    const sealed = readFileSync(path, 'utf8');
    expect(sealed).toMatch(/"hash": ?"sha256:[0-9a-f]{64}"/u);
    expect(sealed).not.toContain('0000000000000000');
    expect(JSON.parse(sealed)).toEqual({ ...STORY, hash: expect.any(String) });
    await ptshare(['check', '--seal', path]);
    expect(readFileSync(path, 'utf8')).toBe(sealed);
  });

  test('a bad file stays as it is', async () => {
    const path = file('bad.json', '{"id": "bad", ');
    const { code } = await ptshare(['check', '--seal', path]);
    expect(code).toBe(2);
    expect(readFileSync(path, 'utf8')).toBe('{"id": "bad", ');
  });
});
