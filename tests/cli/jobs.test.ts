import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { together } from '../../cli/jobs.ts';
import { jobs } from '../../cli/options.ts';
import type { Io } from '../../cli/io.ts';
import type { RunOptions } from '../../cli/plan-run.ts';
import { validateReport } from '../../schemas/validate.ts';
import { HONEST, STORY, bodyModule, file, ptshare } from './shell.ts';
import type { Ran } from './shell.ts';

const PATIENCE = 60_000;
const LIAR = HONEST.replace('value: 7', 'value: 8');
const lines = (count: number): string[] => Array.from({ length: count }, (_, i) => JSON.stringify({ ...STORY, id: `t-${i}` }));
const corpus = (count: number): string => file('corpus.ndjson', lines(count).join('\n'));

async function alike(argv: readonly string[], count = 3): Promise<Ran> {
  const all = ['run', ...argv, '--json', '--no-date', '--no-found', '--quiet'];
  const alone = await ptshare([...all, '--jobs', '1']);
  const together = await ptshare([...all, '--jobs', String(count)]);
  // On a busy machine the error stream also tells of progress.
  expect({ code: together.code, out: together.out }).toEqual({ code: alone.code, out: alone.out });
  return alone;
}

describe('several threads give the report of one, byte by byte', () => {
  test.each([
    ['the reference on stories', ['--suite', 'consistency', '--suite', 'errors'], 0],
    ['a mutant on stories and generated traces', ['--on', 'mutant:flush-own-cpu', '--suite', 'protection', '--generated', '400'], 1],
    ['a shard of it', ['--on', 'mutant:flush-own-cpu', '--suite', 'protection', '--generated', '401', '--shard', '2/3'], 1],
    ['two bodies', ['--on', 'reference', '--on', 'mutant:errno-lost', '--suite', 'errors'], 1],
    ['without looks', ['--on', 'reference', '--suite', 'accounting', '--look', 'never'], 0],
  ])(
    '%s',
    async (_name, argv, code) => {
      const ran = await alike(argv);
      expect(ran.code).toBe(code);
    },
    PATIENCE,
  );

  test(
    'a corpus among stories, with more threads than traces, on modules that are right, that lie and that break',
    async () => {
      const targets = [corpus(3), file('tiny.json', STORY)];
      expect((await alike([...targets, '--on', bodyModule(HONEST)], 6)).code).toBe(0);
      expect((await alike([...targets, '--on', bodyModule(LIAR)], 2)).code).toBe(1);
      expect((await alike([...targets, '--on', bodyModule(`throw new Error('it fell over')`)], 2)).code).toBe(3);
    },
    PATIENCE,
  );

  test(
    'one trace of a corpus, and traces of another generation',
    async () => {
      const other = file('other.json', { ...STORY, id: 'other', generation: 'another' });
      const argv = [`${corpus(5)}#t-3`, other, '--generation', 'map-shared-pt'];
      const report = validateReport(JSON.parse((await alike(argv)).out));
      expect(report.traces).toMatchObject({ total: 2, skipped: 1 });
    },
    PATIENCE,
  );
});

describe('bad input is told as one thread tells it', () => {
  test.each([
    ['a bad line', () => [file('c.ndjson', [...lines(4), '{', '{"format": 2}'].join('\n'))]],
    ['an id that comes twice, in the parts of two threads', () => [file('c.ndjson', [...lines(3), ...lines(1)].join('\n'))]],
    ['an id that comes twice, in the part of one', () => [file('c.ndjson', [...lines(3), ...lines(3)].join('\n'))]],
    ['no such trace in a corpus', () => [`${corpus(3)}#t-7`]],
    ['no such theme', () => ['no-such-theme']],
    ['no such body', () => [corpus(3), '--on', 'refernce']],
    ['no such profile', () => [corpus(3), '--profile', 'lax']],
    ['formats that need a folder', () => [corpus(3), '--format', 'text,junit']],
  ])('%s', async (_name, argv) => {
    const { code, out } = await alike(argv());
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ error: { hint: expect.any(String) } });
  });

  test('a number of threads', async () => {
    expect(jobs('auto')).toBeGreaterThanOrEqual(1);
    for (const wrong of ['0', '-1', 'all', '257']) {
      const { code, err } = await ptshare(['run', '--jobs', wrong]);
      expect(code).toBe(2);
      expect(err).toContain('bad-option');
    }
  });
});

describe('runs of several threads that end early', () => {
  test('--fail-fast ends all of them', async () => {
    const argv = ['run', '--on', 'mutant:flush-own-cpu', '--generated', '1000000', '--no-found', '--fail-fast', '--json', '--jobs', '2'];
    const { code, out } = await ptshare(argv);
    expect(code).toBe(1);
    const report = validateReport(JSON.parse(out));
    expect(report).toMatchObject({ partial: true, stopped: expect.stringMatching(/^--fail-fast, at trace generated-1-\d+/u) });
    expect(report.stopped).not.toContain('interrupted');
    expect(report.traces.total).toBeLessThan(100_000);
  });

  test('an interrupt ends all of them, and what they have is kept', async () => {
    let reads = 0;
    const interrupted = {
      get aborted() {
        reads += 1;
        return reads > 20;
      },
    };
    const { code, out } = await ptshare(['run', '--generated', '100000000', '--json', '--jobs', '2'], { interrupted });
    expect(code).toBe(130);
    const report = validateReport(JSON.parse(out));
    expect(report).toMatchObject({ partial: true, stopped: 'interrupted', shard: null, conclusion: 'conforming' });
    expect(report.traces.total).toBeGreaterThan(0);
  });

  test('progress is that of all', async () => {
    const { err } = await ptshare(['run', '--generated', '1000', '--quiet', '--jobs', '2'], { errIsTty: true });
    expect(err).toBe('');
    const shown = await ptshare(['run', '--generated', '1000', '--jobs', '2'], { errIsTty: true });
    expect(shown.err).toMatch(/^(?:\r\u001b\[Kreference: \d+ of 1000 traces, 0 with violations, 0 broken, \d+ a second)+\r\u001b\[K$/u);
  });
});

describe('a thread that is lost is a fault of ptshare', () => {
  const options: RunOptions = { profile: 'default', generated: 10, seed: 1, look: 'every-step', date: false, jobs: 2 };
  const silent = { out: () => undefined, err: () => undefined, nextLine: () => Promise.resolve(false), catchInterrupts: () => undefined };
  const io: Io = { ...silent, outIsTty: false, errIsTty: false, env: {}, interrupted: { aborted: false } };
  const entry = (source: string): string => pathToFileURL(file('worker.mjs', source)).href;

  test('it ends', async () => {
    const lost = together([], options, io, entry('process.exit(3)'));
    await expect(lost).rejects.toThrow(/worker thread [12] of 2 ended with code 3 before it had answered/u);
  });

  test('it throws', async () => {
    const lost = together([], options, io, entry(`throw new TypeError('x is undefined')`));
    await expect(lost).rejects.toThrow(/worker thread [12] of 2 failed: TypeError: x is undefined/u);
  });

  test('it ends while it judges', async () => {
    const source = `
      import { parentPort } from 'node:worker_threads';
      parentPort.postMessage({ kind: 'loaded', ids: [], hashes: [], generations: [] });
      parentPort.on('message', () => process.exit(4));`;
    const judging = await together([], options, io, entry(source));
    await expect(judging.judge('reference')).rejects.toThrow(/worker thread [12] of 2 ended with code 4/u);
    await judging.end();
  });
});
