import { readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../schemas/parse.ts';
import { validateReport } from '../../schemas/validate.ts';
import { HONEST, STORY, bodyModule, file, folder, ptshare } from './shell.ts';

const LIAR = HONEST.replace('value: 7', 'value: 8');
const MANY = Array.from({ length: 40 }, (_, i) => JSON.stringify({ ...STORY, id: `t-${i}` })).join('\n');

describe('exit codes', () => {
  test('0 and CONFORMS: the reference on the shipped stories', async () => {
    const { code, out } = await ptshare(['run', '--suite', 'consistency']);
    expect(out).toContain('CONFORMS');
    expect(code).toBe(0);
  });

  test('1: a mutant violates, and the report says how to see it again', async () => {
    const { code, out } = await ptshare(['run', '--on', 'mutant:flush-own-cpu', '--suite', 'protection']);
    expect(code).toBe(1);
    expect(out).toContain('DOES NOT CONFORM');
    const again = /again +ptshare (replay \S+ --on mutant:flush-own-cpu)$/mu.exec(out)?.[1]?.split(' ') ?? [];
    const replayed = await ptshare(again);
    expect(replayed.code).toBe(1);
    expect(replayed.out).toContain('VIOLATED');
  });

  test('3: the body breaks', async () => {
    const body = bodyModule(`if (call.call === 'store') throw new Error('it fell over'); ${HONEST}`);
    const { code, out } = await ptshare(['run', file('tiny.json', STORY), '--on', body]);
    expect(out).toContain('BROKEN');
    expect(out).toMatch(
      /^it fell over \(at body\.mjs:1:\d+\) \(1 trace\)\n {2}tiny: Store and load\n.*\n {4}> {3}2 {2}A {2}store\(buf, 7\)$/msu,
    );
    expect(code).toBe(3);
  });

  test('3 beaten by 1: one trace breaks, another one violates', async () => {
    const body = bodyModule(`if (call.value === 9) throw new Error('it fell over'); ${LIAR}`);
    const steps = STORY.steps.map((step) => (step.call === 'store' ? { ...step, value: 9 } : step));
    const { code } = await ptshare(['run', file('a.json', STORY), file('b.json', { ...STORY, id: 'b', steps }), '--on', body]);
    expect(code).toBe(1);
  });

  test('0: a body that claims nothing and breaks no rule is not implemented', async () => {
    const { code, out } = await ptshare(['run', file('tiny.json', STORY), '--on', bodyModule(HONEST, [])]);
    expect(out).toContain('NOT IMPLEMENTED');
    expect(code).toBe(0);
  });

  test('1: nothing was judged', async () => {
    const other = { ...STORY, generation: 'another' };
    const { code, out } = await ptshare(['run', file('tiny.json', other), '--generation', 'map-shared-pt']);
    expect(out).toContain('Nothing was judged: no step was performed (1 trace skipped).');
    expect(code).toBe(1);
  });

  test('2: a program that cannot be used, with the lines that it printed', async () => {
    const { code, err } = await ptshare(['run', file('tiny.json', STORY), '--on', "exec-shell:printf 'BUG\\n  at leave()\\n' >&2; exit 7"]);
    expect(code).toBe(2);
    expect(err).toMatch(/^error: .* exited with code 7\n {8}its last output:\n {8}BUG\n {10}at leave\(\)\n {2}in /u);
  });

  test('several bodies: the gravest counts, and a summary ends the report', async () => {
    const story = file('tiny.json', { ...STORY, rules: ['success-owed'] });
    const { code, out } = await ptshare(['run', story, '--on', 'reference', '--on', bodyModule(LIAR)]);
    expect(code).toBe(1);
    expect(out.trimEnd().split('\n').slice(-2)).toEqual([
      expect.stringMatching(/^reference +conforming +\d+ held, 0 violated, \d+ unseen$/u),
      expect.stringMatching(/^module:\S+ +violations +\d+ held, 1 violated, \d+ unseen, with reservations$/u),
    ]);
  });
});

describe('readings of one’s own choice', () => {
  test('what the profile permits and the choice does not is violated, and the report names both', async () => {
    const args = ['run', 'domain-validated', '--json'];
    expect((await ptshare(args)).code).toBe(0);
    const { code, out } = await ptshare([...args, '--profile', 'q-validate=succeed,q-dontneed=keep']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      profile: 'default,q-dontneed=keep,q-validate=succeed',
      violations: expect.arrayContaining([expect.objectContaining({ rule: 'success-owed' })]),
    });
    expect((await ptshare([...args, '--profile', 'q-validate=refuse'])).code).toBe(0);
  });
});

describe('bad input is refused before anything is performed', () => {
  test.each([
    ['no-such-trace', ['run', 'no/such/thing']],
    ['no-such-trace', ['run', '--suite', 'no-such-theme']],
    ['unknown-body', ['run', '--on', 'refernce', '--suite', 'data']],
    ['unknown-mutant', ['run', '--on', 'mutant:nobody', '--suite', 'data']],
    ['unknown-profile', ['run', '--profile', 'lax', '--suite', 'data']],
    ['unknown-question', ['run', '--profile', 'strict,q-dontned=keep', '--suite', 'data']],
    ['unknown-reading', ['run', '--profile', 'q-dontneed=move', '--suite', 'data']],
    ['unknown-generation', ['run', '--generation', 'mshare', '--suite', 'data']],
    ['formats-need-a-folder', ['run', '--format', 'json,junit']],
    ['bad-option', ['run', '--format', 'yaml']],
    ['bad-option', ['run', '--shard', '3/2']],
    ['bad-option', ['run', '--seed', '-1']],
    ['bad-option', ['run', '--generated', '1e3']],
    ['bad-option', ['run', '--look', 'sometimes']],
    ['bad-option', ['run', '--no-such-option']],
    ['bad-option', ['judge']],
  ])('%s: %j', async (code, argv) => {
    const plain = await ptshare(argv);
    expect(plain.code).toBe(2);
    expect(plain.out).toBe('');
    expect(plain.err).toContain(`code  ${code}`);
    const json = await ptshare([...argv, '--json']);
    expect(json.code).toBe(2);
    expect(JSON.parse(json.out)).toMatchObject({ error: { code, hint: expect.any(String) } });
  });

  test('a bad trace among good ones: file, pointer and hint', async () => {
    const bad = file('bad.json', { ...STORY, id: 'bad', steps: [{ call: 'mmapp', process: 'A' }] });
    const { code, out, err } = await ptshare(['run', file('tiny.json', STORY), bad]);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(`in    ${bad}`);
    expect(err).toContain('at    /steps/0/call');
    expect(err).toMatch(/hint {2}.*mmap/u);
  });

  test('a bad line of a corpus is named by its number', async () => {
    const corpus = file('corpus.ndjson', `${JSON.stringify(STORY)}\n\n{"format": 1,\n`);
    const { code, err } = await ptshare(['run', corpus]);
    expect(code).toBe(2);
    expect(err).toContain(`in    ${corpus}:3`);
  });

  test('an id that comes twice', async () => {
    const { code, err } = await ptshare(['run', file('a.json', STORY), file('b.json', STORY)]);
    expect(code).toBe(2);
    expect(err).toContain('repeated-id');
  });

  test('what an error quotes cannot move the cursor', async () => {
    const { err } = await ptshare(['run', 'no\u001b[31mthing']);
    expect(err).not.toContain('\u001b');
  });
});

describe('what is written', () => {
  test('one file for each format, named by the body; the text stays on the screen', async () => {
    const out = join(folder(), 'deep', 'er');
    const ran = await ptshare(['run', file('tiny.json', STORY), '--format', 'text,json,junit,ktap,markdown', '--out', out]);
    expect(ran.out).toContain('CONFORMS');
    expect(readdirSync(out).toSorted()).toEqual(
      ['json', 'md', 'tap', 'txt', 'xml'].map((extension) => `reference.${extension}`).toSorted(),
    );
    const report = validateReport(parseJson(readFileSync(join(out, 'reference.json'))));
    expect(report.run).toMatchObject({ node: process.version });
  });

  test('--json prints the report, --no-date makes it the same every time', async () => {
    const argv = ['run', file('tiny.json', STORY), '--json', '--no-date'];
    const [once, again] = [await ptshare(argv), await ptshare(argv)];
    expect(once.out).toBe(again.out);
    expect(validateReport(JSON.parse(once.out))).toMatchObject({ conclusion: 'conforming', traces: { total: 1 } });
  });

  test('an option in the place of a body is no body', async () => {
    const { code, out } = await ptshare(['run', '--on', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'bad-option', message: expect.stringContaining('--on') } });
  });

  test('--quiet prints nothing', async () => {
    expect(await ptshare(['run', file('tiny.json', STORY), '--quiet'])).toEqual({ code: 0, out: '', err: '' });
  });

  test('a folder that cannot be written is refused before the run', async () => {
    const { code, out, err } = await ptshare(['run', file('tiny.json', STORY), '--out', file('a-file', '')]);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('cannot-write');
    const place = folder();
    symlinkSync('loop', join(place, 'loop'));
    expect((await ptshare(['run', file('tiny.json', STORY), '--out', join(place, 'loop', 'x')])).err).toContain('cannot-write');
  });

  test('a file that cannot be written: the report is on the screen all the same', async () => {
    const out = folder();
    // A folder stands where the file should go.
    writeFileSync(join(out, 'keep'), '');
    const blocked = join(out, 'reference.json', 'inside');
    await ptshare(['run', file('tiny.json', STORY), '--out', blocked]);
    const ran = await ptshare(['run', file('tiny.json', STORY), '--out', out]);
    expect(ran.code).toBe(2);
    expect(ran.out).toContain('CONFORMS');
    expect(ran.err).toContain('cannot-write');
    expect(readdirSync(out).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('colour at a terminal, unless NO_COLOR says otherwise', async () => {
    const argv = ['run', file('tiny.json', STORY)];
    expect((await ptshare(argv, { outIsTty: true })).out).toContain('\u001b[32mCONFORMS');
    expect((await ptshare(argv, { outIsTty: true, env: { NO_COLOR: '1' } })).out).not.toContain('\u001b');
  });
});

describe('runs that end early', () => {
  test('--fail-fast ends at the first violation, and says so', async () => {
    const corpus = file('corpus.ndjson', MANY);
    const { code, out } = await ptshare(['run', corpus, '--on', bodyModule(LIAR), '--fail-fast', '--json']);
    expect(code).toBe(1);
    expect(validateReport(JSON.parse(out))).toMatchObject({ partial: true, stopped: '--fail-fast, at trace t-0', traces: { total: 1 } });
  });

  test('an interrupt keeps what there is, marks it partial and writes it', async () => {
    const out = folder();
    let reads = 0;
    const interrupted = {
      get aborted() {
        reads += 1;
        return reads > 20;
      },
    };
    const ran = await ptshare(['run', file('corpus.ndjson', MANY), '--out', out], { interrupted });
    expect(ran.code).toBe(130);
    expect(ran.out).toContain('(PARTIAL RUN)');
    const [name = ''] = readdirSync(out);
    const report = validateReport(parseJson(readFileSync(join(out, name))));
    expect(report).toMatchObject({ partial: true, stopped: 'interrupted' });
    expect(report.traces.total).toBeGreaterThan(0);
    expect(report.traces.total).toBeLessThan(40);
  });
});

describe('generated traces', () => {
  test('the same seed gives the same report; a trace of it can be replayed by name', async () => {
    const argv = ['run', '--on', 'mutant:flush-own-cpu', '--generated', '300', '--seed', '7', '--no-found', '--json', '--no-date'];
    const [once, again] = [await ptshare(argv), await ptshare(argv)];
    expect(once.out).toBe(again.out);
    const report = validateReport(JSON.parse(once.out));
    expect(report).toMatchObject({ seed: 7, traces: { total: 300 }, judged: { traces: [], generated: [{ seed: 7, runs: [0, 299, 1] }] } });
    const first = report.violations[0]?.first[0];
    expect(first?.again).toMatch(/^ptshare replay generated:7:\d+ --on mutant:flush-own-cpu$/u);
    const replayed = await ptshare([...(first?.again.split(' ').slice(1) ?? []), '--json']);
    expect(replayed.code).toBe(1);
    expect(JSON.parse(replayed.out)).toMatchObject({ transcript: { trace: { id: first?.trace } } });
  });
});

describe('progress', () => {
  test('at a terminal one line is rewritten and removed', async () => {
    const { err } = await ptshare(['run', '--generated', '2000', '--quiet'], { errIsTty: true });
    expect(err).toBe('');
    const shown = await ptshare(['run', '--generated', '2000'], { errIsTty: true });
    expect(shown.err).toMatch(/^(?:\r\u001b\[Kreference: \d+ of 2000 traces, 0 with violations, 0 broken, \d+ a second)+\r\u001b\[K$/u);
  });

  test('elsewhere a short run says nothing', async () => {
    expect((await ptshare(['run', file('tiny.json', STORY)])).err).toBe('');
  });
});

test('no file is left behind by a run without --out', async () => {
  const before = readdirSync('.');
  await ptshare(['run', file('tiny.json', STORY)]);
  expect(readdirSync('.')).toEqual(before);
});
