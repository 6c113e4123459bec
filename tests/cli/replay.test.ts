import { describe, expect, test } from 'vitest';
import { HONEST, STORY, bodyModule, file, ptshare } from './shell.ts';

describe('replay', () => {
  const [open, mmap] = STORY.steps;
  const share = { ...mmap, length: '0x200000', flags: ['MAP_SHARED', 'MAP_SHARED_PT', 'MAP_FIXED'] };
  const sharers = {
    ...STORY,
    files: { data: { size: '0x200000' } },
    processes: ['A', 'B'],
    steps: [
      open,
      share,
      { ...open, process: 'B' },
      { ...share, process: 'B' },
      ...STORY.steps.slice(2),
      { call: 'load', process: 'B', cpu: 1, addr: 'buf' },
    ],
  };

  test('each step with what was seen, permitted and decided, and the tables', async () => {
    const { code, out } = await ptshare(['replay', file('tiny.json', sharers)]);
    expect(code).toBe(0);
    expect(out).toMatch(/^tiny: Store and load\n {5}body {7}reference\n {5}against {4}generation map-shared-pt, profile default;/u);
    expect(out).toContain('  6  B @1  load(buf)\n     seen       done 7\n     permitted  success with 7\n     held       ');
    const last = out.slice(out.indexOf('  6  B @1'), out.indexOf('     |', out.indexOf('  6  B @1')));
    expect(last).toContain('stores-seen-by-sharers');
    expect(out).toMatch(/ 0 {2}A {2}open\(data, O_RDWR\) as fd\n {5}seen {7}done\n {5}permitted {2}success\n {5}held {7}[a-z]/u);
    expect(out).toMatch(
      /^ {5}\| {3}0x10000000000 {3}PGD t\d+\[2\] PUD t\d+\[0\] PMD t\d+\[0\] PTE t\d+ \u27f5 A, B, host of data, refs 3$/mu,
    );
    expect(out).toMatch(/\n\d+ rules decided, none violated\.\nNot decided, though the trace is about it: file-content-shown\.\n$/u);
  });

  test('what any reading that is left permits', async () => {
    const { code, out } = await ptshare(['replay', 'sized-to-zero', '--on', 'as-posted:msharefs-ioctl', '--no-tables']);
    expect(code).toBe(0);
    // Size 0 was accepted, and means nothing, or that the region is of no use.
    expect(out).toContain(
      '  5  joiner  ftruncate(r, 0x8000000000)\n     seen       refused EINVAL\n     permitted  success, or refused with EINVAL\n',
    );
  });

  test('--no-tables leaves the tables out', async () => {
    const { out } = await ptshare(['replay', file('tiny.json', sharers), '--no-tables']);
    expect(out).not.toContain('PGD');
    expect(out).toContain('  6  B @1  load(buf)');
  });

  test('a violation stands at its step', async () => {
    const body = bodyModule(HONEST.replace('value: 7', 'value: 8'));
    const { code, out } = await ptshare(['replay', file('tiny.json', STORY), '--on', body, '--no-tables']);
    expect(code).toBe(1);
    expect(out).toMatch(/ 3 {2}A {2}load\(buf\)\n +seen +done 8\n +permitted +success with 7\n.*VIOLATED/su);
  });

  test('a body that breaks', async () => {
    const body = bodyModule(`if (call.call === 'store') throw new Error('it fell over'); ${HONEST}`);
    const { code, out } = await ptshare(['replay', file('tiny.json', STORY), '--on', body]);
    expect(code).toBe(3);
    expect(out).toMatch(
      /\n {2}2 {2}A {2}store\(buf, 7\)\n {5}BROKEN {5}it fell over \(at body\.mjs:1:\d+\)\n\nbroken: step 2: it fell over/u,
    );
  });

  test('what a body printed last keeps its lines', async () => {
    const source = `if (call.call === 'store') { console.error('BUG\\n  at leave()'); throw new Error('it fell over'); } ${HONEST}`;
    const { out } = await ptshare(['replay', file('tiny.json', STORY), '--on', bodyModule(source)]);
    expect(out).toMatch(/\n {5}last output\n {7}BUG\n {9}at leave\(\)\n\nbroken: step 2: it fell over \(at body\.mjs:1:\d+\)\n/u);
  });

  test('a rule that the trace is about and does not decide is named at the end', async () => {
    const rules = ['fault-owed', 'fork-shares', 'success-owed'];
    const { code, out } = await ptshare(['replay', file('tiny.json', { ...STORY, rules }), '--on', bodyModule(HONEST), '--no-tables']);
    expect(code).toBe(0);
    expect(out.split('\n').at(-2)).toBe('Not decided, though the trace is about it: fork-shares, fault-owed.');
    const decided = file('tiny.json', { ...STORY, rules: ['success-owed'] });
    expect((await ptshare(['replay', decided, '--no-tables'])).out).not.toContain('Not decided');
  });

  test('--step waits after each step but the last, and no more once the input has ended', async () => {
    let waits = 0;
    const patient = () => Promise.resolve((waits += 1) < 3);
    const { out } = await ptshare(['replay', file('tiny.json', STORY), '--step', '--no-tables'], { nextLine: patient });
    expect(waits).toBe(3);
    expect(out).toContain('load(buf)');
    waits = -10;
    const whole = await ptshare(['replay', file('tiny.json', STORY), '--step', '--no-tables'], { nextLine: patient });
    expect(waits).toBe(-7);
    expect(whole.out).toContain('none violated');
  });

  test('a generated trace far away is found at once; one that no number names is not', async () => {
    const far = await ptshare(['replay', 'generated:1:99999999999', '--no-tables']);
    expect(far.code).toBe(0);
    expect(far.out).toContain('generated-1-99999999999: Generated with seed 1, number 99999999999');
    expect((await ptshare(['replay', `generated:1:${'9'.repeat(20)}`])).err).toContain('no-such-trace');
  });

  test('one line of a corpus, by its id', async () => {
    const corpus = file('c.ndjson', [1, 2].map((n) => JSON.stringify({ ...STORY, id: `t-${n}` })).join('\n'));
    expect((await ptshare(['replay', `${corpus}#t-2`])).out).toContain('t-2: Store and load');
    expect((await ptshare(['replay', corpus])).err).toContain('several-traces');
    expect((await ptshare(['replay', `${corpus}#t-3`])).err).toContain('no-such-trace');
  });

  test('--json gives the transcript and the judgement', async () => {
    const { out } = await ptshare(['replay', file('tiny.json', STORY), '--json']);
    expect(JSON.parse(out)).toMatchObject({ transcript: { status: 'complete', trace: { id: 'tiny' } }, judgement: { violations: [] } });
  });

  test('no line is wider than 100 columns', async () => {
    const { out } = await ptshare(['replay', 'five-sharers-one-leaf-table']);
    expect(out.split('\n').filter((line) => line.length > 107)).toEqual([]);
  });
});
