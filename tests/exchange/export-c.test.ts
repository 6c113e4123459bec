import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { connect } from '../../adapters/connect.ts';
import { agentPath } from '../../adapters/kernel/agent-file.ts';
import { exportC } from '../../cli/export-c.ts';
import { oneTrace } from '../../cli/one-trace.ts';
import { sealed } from '../../schemas/canonical.ts';
import type { Trace } from '../../schemas/generated/types.ts';
import { validateTrace } from '../../schemas/validate.ts';
import { STORY, file, folder, ptshare } from '../cli/shell.ts';
import { COMPILERS, compile, onLinux, runProgram, told } from './compile.ts';

const STORIES = [
  'baseline-after-forks',
  'child-private-memory-is-not-reached',
  'close-twice',
  'dontneed-by-the-joiner',
  'eligible-without-map-fixed',
  'faults-tell-their-kind',
  'file-content-at-an-offset',
  'first-and-last-byte-of-a-region',
  'five-sharers-in-a-round',
  'flag-missing-in-both',
  'ftruncate-of-a-read-only-descriptor',
  'last-page-of-an-odd-file',
  'madvise-of-no-length',
  'mmap-beyond-user-space',
  'mmap-noreplace-over-the-region',
  'mmap-of-a-length-that-wraps',
  'moved-ordinary-mapping-keeps-its-place-in-the-file',
  'ordinary-mapping-through-a-read-only-descriptor',
  'present-follows-the-other',
  'present-in-an-ordinary-mapping',
  'private-copy-of-a-parent-after-fork',
  'remove-a-page-that-one-sharer-never-touched',
  'shrunk-memory-grows-again',
  'validated-mapping-without-the-flag',
];

const story = async (id: string): Promise<Trace> => (await oneTrace(id, 'map-shared-pt')).trace;
const canCompile = COMPILERS.length > 0 && onLinux;
const canCompare = canCompile && existsSync(agentPath());
if (!canCompare) console.log('exported programs are not held against linux: (it needs a compiler and `npm run build:agent`)');

describe.skipIf(!canCompile)('a program of a story', () => {
  test.each(COMPILERS)('%s takes it without a word', async (compiler) => {
    const { text } = await exportC(await story('present-follows-the-other'), 'reference');
    expect(compile(text, folder(), compiler)).toBe('');
  });

  test.skipIf(!canCompare).each(STORIES)('%s: sees what `linux:` sees', async (id) => {
    const trace = await story(id);
    const { text, tests } = await exportC(trace, 'reference');
    const place = folder();
    expect(compile(text, place)).toBe('');
    const { code, lines, out } = runProgram(place);
    expect(out).toMatch(/^TAP version 13\n/u);
    // A stock kernel takes the flag and shares nothing: skipped as a whole, never failed.
    expect([0, 4], out).toContain(code);
    expect(lines).toHaveLength(tests);
    const stage = await connect('linux:', { look: 'never' });
    const { entries } = await stage.perform(trace);
    await stage.stop();
    let compared = 0;
    for (const { step, seen } of lines) {
      const outcome = entries[step]?.outcome;
      if (outcome === undefined || outcome.result === 'unsupported' || seen === 'not to be had here') continue;
      expect(seen, `step ${step} of ${id}`).toMatch(told(outcome));
      compared += 1;
    }
    expect(compared).toBeGreaterThan(0);
  });

  test('a process that has begun a new program can still fork', async () => {
    const steps = [
      { call: 'exec', process: 'A' },
      { call: 'fork', process: 'A', child: 'B' },
      { ...STORY.steps[0], process: 'B' },
    ];
    const { text } = await exportC(sealed(validateTrace({ ...STORY, steps })), 'reference');
    const place = folder();
    expect(compile(text, place)).toBe('');
    expect(runProgram(place)).toMatchObject({ code: 0, lines: steps.map((_, step) => ({ step, ok: true, skipped: undefined })) });
  });

  test('fails with 1 where an answer is not permitted, and skips what follows', async () => {
    const { text } = await exportC(await story('flag-missing-in-both'), 'reference');
    const wrong = text.replace(/(load[^;]*ONE_OF\(DONE_WITH\()\d+/u, '$1254');
    expect(wrong).not.toBe(text);
    const place = folder();
    expect(compile(wrong, place)).toBe('');
    const { code, lines, out } = runProgram(place);
    expect(code).toBe(1);
    const failed = lines.findIndex((line) => !line.ok);
    expect(out).toMatch(/^not ok .*load.*\n# permitted: done with 0xfe\n# seen: done with/mu);
    expect(lines.slice(failed + 1).every(({ skipped }) => skipped === 'it follows a failure')).toBe(true);
  });

  test('finds that a kernel which is taken to share tables does not', async ({ skip }) => {
    const { text } = await exportC(await story('child-private-memory-is-not-reached'), 'reference');
    const place = folder();
    expect(compile(text, place)).toBe('');
    const skipped = runProgram(place);
    skip(skipped.code === 0, 'this kernel shares page tables');
    expect(skipped.code).toBe(4);
    expect(skipped.lines.some((line) => line.skipped === 'page-table sharing is not implemented')).toBe(true);
    expect(compile(text.replace('sharing = shares_tables();', 'sharing = shares_tables() || true;'), place)).toBe('');
    const { code, out } = runProgram(place);
    expect(code).toBe(1);
    expect(out).toMatch(/^not ok .*creator: store\(buf, 99\)\n# permitted: SIGSEGV with si_code 2\n# seen: done/mu);
  });
});

describe.skipIf(!canCompile)('a machine that is not there', () => {
  const huge = { pageSize: 0x200000, entriesPerTable: 512, levels: 3, cpus: 2 };
  const files = { data: { size: '0x40000000' } };
  const steps = STORY.steps.map((step) => ('length' in step ? { ...step, length: '0x40000000' } : step));
  test.each([
    [
      'huge pages that the pool does not have',
      { geometry: huge, files, steps: [...steps, ...Array.from({ length: 1000 }, () => steps[3])] },
      /huge pages/u,
    ],
    ['user space of five levels', { geometry: { ...huge, pageSize: 4096, levels: 5 } }, /user space is/u],
    [
      'many CPUs',
      { geometry: { ...huge, pageSize: 4096, levels: 4, cpus: 64 }, steps: [...STORY.steps.slice(0, 3), { ...STORY.steps[3], cpu: 63 }] },
      /CPUs/u,
    ],
  ])('%s: skipped with the reason', async (_what, change, reason) => {
    const { text } = await exportC(sealed(validateTrace({ ...STORY, ...change })), 'reference');
    const place = folder();
    expect(compile(text, place)).toBe('');
    const { code, out } = runProgram(place);
    // A machine may have five levels, or many CPUs: there it passes.
    expect([0, 4], out).toContain(code);
    if (code === 4) expect(out).toMatch(new RegExp(`^TAP version 13\n1\\.\\.0 # SKIP .*${reason.source}`, 'u'));
  });
});

describe('what cannot be a program', () => {
  const small = { pageSize: 4096, entriesPerTable: 4, levels: 3, cpus: 2 };
  const split = { ...STORY.steps[2], begins: 'slow' };
  test.each([
    ['another machine', { geometry: small, regions: { buf: '0x10000' } }, '/geometry'],
    ['three levels', { geometry: { ...small, entriesPerTable: 512 }, regions: { buf: '0x10000000' } }, '/geometry/levels'],
    ['calls in flight', { steps: [STORY.steps[0], STORY.steps[1], split, { call: 'return', of: 'slow' }] }, '/steps/2'],
    ['a large file with content', { files: { data: { size: '0x100000000', content: 'page-numbers' } } }, '/files/data'],
    ['a file of huge pages', { files: { data: { size: '0x200000', on: 'hugetlbfs' } }, steps: [STORY.steps[0]] }, '/files/data/on'],
    ['many processes', { processes: ['A', ...Array.from({ length: 300 }, (_, i) => `p${i}`)] }, '/processes'],
  ])('%s', async (_what, change, pointer) => {
    const trace = sealed(validateTrace({ ...STORY, ...change }));
    await expect(exportC(trace, 'reference')).rejects.toMatchObject({ code: 'not-exportable', pointer });
  });

  test('a look at tables is left out, and said', async () => {
    const trace = sealed(validateTrace({ ...STORY, steps: [...STORY.steps, { call: 'tables' }, { call: 'table-bytes', process: 'A' }] }));
    const { text, tests, leftOut } = await exportC(trace, 'reference');
    expect({ tests, leftOut }).toEqual({ tests: 4, leftOut: 2 });
    expect(text).toContain('Left out: step 4, tables().');
  });
});

describe('ptshare export c', () => {
  test('writes the program, and says what it left out', async () => {
    const path = file('story.json', { ...STORY, steps: [...STORY.steps, { call: 'tables' }] });
    const { code, out, err } = await ptshare(['export', 'c', path]);
    expect(code).toBe(0);
    expect(out).toContain('check("3 A: load(buf)", seen, ONE_OF(DONE_WITH(7)), AS_SHARED);');
    expect(err).toBe('1 of 5 steps are left out: a program cannot see or do them\n');
  });

  test('names of any kind become identifiers that are told apart', async () => {
    const steps = STORY.steps.map((step) => ({ ...step, process: 'a-b' }));
    const path = file('story.json', { ...STORY, title: 'Of "quotes" */ and ??/', processes: ['a-b', 'a.b'], steps });
    const { out } = await ptshare(['export', 'c', path, '--json']);
    const { text, tests } = JSON.parse(out) as { text: string; tests: number };
    expect(tests).toBe(4);
    expect(text).toContain('enum { PROC_A_B, PROC_A_B_2, PROCESSES };');
    if (canCompile) expect(compile(text, folder())).toBe('');
  });

  test('refuses as JSON', async () => {
    const path = file('story.json', { ...STORY, geometry: { pageSize: 65536, entriesPerTable: 8192, levels: 3, cpus: 2 } });
    const { code, err, out } = await ptshare(['export', 'c', path, '--json']);
    expect(code).toBe(2);
    expect(out + err).toContain('not-exportable');
  });
});
