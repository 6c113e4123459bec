/** `ptshare adapter`: check tells a body from none, record keeps what is said. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { file, folder, ptshare } from './shell.ts';
import { PATIENCE, trialsOf } from './trials.ts';

const bodies = fileURLToPath(new URL('../adapters/bodies', import.meta.url));
const TOY = `exec:node ${bodies}/toy-program.mjs`;

/** The toy with one change to what it answers. */
function changed(change: string): string {
  const source = `
import { createInterface } from 'node:readline';
import { createBody } from '${new URL('../../examples/module-body/body.mjs', import.meta.url).href}';
const body = createBody();
let world = 0;
const done = { outcome: { result: 'done' } };
const honest = {
  hello: () => ({ protocol: 1, body: body.description, traces: true }),
  reset: ({ setup }) => (body.reset(setup), (world += 1), done),
  step: ({ step }) => ({ outcome: body.step(step) }),
  trace: ({ setup, steps }) => (body.reset(setup), { entries: steps.map((step) => ({ outcome: body.step(step) })) }),
  stop: () => done,
};
let print = (value) => console.log(JSON.stringify(value));
let exit = () => process.exit(0);
let atEnd = () => undefined;
let longest = Infinity;
${change}
for await (const line of createInterface({ input: process.stdin })) {
  if (line.length > longest) process.exit(1);
  const message = JSON.parse(line);
  const answer = honest[message.kind] ?? (() => ({ error: 'unknown-kind' }));
  print({ seq: message.seq, ...answer(message) });
  if (message.kind === 'stop') exit();
}
atEnd();`;
  return `exec:node ${file('changed.mjs', source)}`;
}

/** The reference as a program, which shows its tables after a change. */
function showing(change: string): string {
  const source = `
import { createReference } from '${new URL('../../reference/index.ts', import.meta.url).href}';
import { serve } from '${bodies}/serve.mjs';
const body = createReference();
const description = { ...body.description, shows: ['tables'] };
let whole = false;
const shown = () => {
  const { mms, tables } = body.snapshot();
  const s = { mms: [...mms], tables: [...tables] };
  ${change}
  return s;
};
process.stdin.on('data', (chunk) => (whole = String(chunk).includes('"kind":"trace"')));
await serve({ description, reset: (setup) => body.reset(setup), step: (call) => body.step(call), snapshot: shown }, { traces: true });`;
  return `exec:node --import tsx ${file('showing.mjs', source)}`;
}

describe('adapter check', () => {
  it('lets a body pass', PATIENCE, async () => {
    const { code, out } = await ptshare(['adapter', 'check', TOY]);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^ {2}1 {2}ok .*\nIt speaks the protocol: 14 passed, 0 failed, 2 not asked for\.\n$/su),
    ]);
    expect(await ptshare(['adapter', 'check', TOY, '--quiet'])).toEqual({ code: 0, out: '', err: '' });
  });

  it.each<[id: string, change: string]>([
    ['reset', `honest.reset = () => ({ outcome: { result: 'refused', errno: 'EINVAL' } });`],
    ['step', `honest.step = ({ step }) => ({ outcome: { result: step.call === 'load' ? 'loaded' : 'done' } });`],
    ['looks-listed', `honest.hello = () => ({ protocol: 1, body: { ...body.description, shows: ['present'] } });`],
    [
      'look',
      `honest.hello = () => ({ protocol: 1, body: { ...body.description, shows: ['tables'] } }); honest.look = () => ({ snapshot: {} });`,
    ],
    ['repeat', `honest.step = ({ step }) => ({ outcome: step.call === 'load' ? { result: 'done', value: world } : body.step(step) });`],
    ['trace', `honest.trace = ({ steps }) => ({ entries: steps.map(() => done) });`],
    [
      'together',
      `let last; print = (value) => { if (value.seq === 4) { last = value; return; } console.log(JSON.stringify(value)); if (last) console.log(JSON.stringify(last)); };`,
    ],
    ['longest', `longest = 4096;`],
    ['unknown-kind', `honest['none-such'] = () => done;`],
    ['quiet', `honest.reset = ({ setup }) => (body.reset(setup), setTimeout(() => console.log('ready'), 20), done);`],
    ['stop', `exit = () => process.exit(1);`],
    ['end-of-input', `atEnd = () => setInterval(() => undefined, 1000);`],
    ['same-again', `honest.hello = () => ({ protocol: 1, body: { ...body.description, version: String(process.pid) } });`],
    ['hello', `honest.hello = () => ({ protocol: 1, body: { name: '' } });`],
  ])('finds what is wrong with %s', PATIENCE, async (id, change) => {
    const { code, trials } = await trialsOf(changed(change));
    const failed = trials.filter(({ result }) => result === 'failed');
    expect(failed.map((trial) => trial.id)).toContain(id);
    expect(code).toBe(3);
    for (const { remark, hint } of failed) expect([remark, hint]).toEqual([expect.stringMatching(/./u), expect.stringMatching(/./u)]);
    if (!['together', 'reset', 'quiet'].includes(id)) expect(failed.length, JSON.stringify(failed)).toBe(1);
  });

  it.each<[what: string, change: string, id: string | undefined, remark: RegExp]>([
    ['that is in order', '', undefined, /./u],
    ['without an mm', 's.mms.shift();', 'look', /after open: process A lives, and has no mm/u],
    ['that lacks properties', `s.mms.push({ id: 9 });`, 'look', /the properties "process", "host", "root" are missing/u],
    ['with a word that nobody knows', `s.pages = [];`, 'look', /"pages".*known: mms, tables, tlb, caches, counts/su],
    ['that is missing in a whole trace', 'if (whole) return undefined;', 'trace-look', /shows nothing in a whole trace/u],
    ['that is wrong in a whole trace', 'if (whole) s.tables.pop();', 'trace-look', /after \w+: /u],
  ])('looks at a snapshot %s', PATIENCE, async (_what, change, id, remark) => {
    const { code, trials } = await trialsOf(showing(change));
    const failed = trials.filter(({ result }) => result === 'failed');
    expect(failed.map((trial) => trial.id)).toEqual(id === undefined ? [] : [id]);
    for (const trial of failed) expect(trial).toMatchObject({ remark: expect.stringMatching(remark), hint: expect.stringContaining('{') });
    expect(code).toBe(id === undefined ? 0 : 3);
  });

  it('names what is known in place of a name that is not', PATIENCE, async () => {
    const { trials } = await trialsOf(
      changed(`honest.hello = () => ({ protocol: 1, body: { ...body.description, shows: ['presence'] } });`),
    );
    expect(trials[0]?.remark).toContain('(did you mean "present"? known: tables, tlb, counts, caches, table-bytes, present)');
    const { out } = await ptshare([
      'adapter',
      'check',
      changed(`honest.hello = () => ({ protocol: 1, body: { ...body.description, calls: ['mprotects'] } });`),
    ]);
    expect(out).toMatch(/did you mean "mprotect"\? known: open, .*, present\)/u);
  });

  it('finds a body that reads what has come, and not whole lines', PATIENCE, async () => {
    const hasty = file(
      'hasty.cjs',
      `const done = { outcome: { result: 'done' } };
process.stdin.setEncoding('utf8').on('data', (chunk) => {
  for (const line of chunk.split('\\n').filter(Boolean)) {
    const { seq, kind } = JSON.parse(line);
    const body = { name: 'hasty', generations: [], shows: [], calls: [] };
    console.log(JSON.stringify(kind === 'hello' ? { seq, protocol: 1, body } : { seq, ...done }));
    if (kind === 'stop') process.exit(0);
  }
});`,
    );
    const { trials } = await trialsOf(`exec:node ${hasty}`);
    expect(trials.filter(({ result }) => result === 'failed').map(({ id }) => id)).toEqual(
      expect.arrayContaining(['pieces', 'unknown-kind']),
    );
  });

  it.each([
    ['reference', 'no-program'],
    ['module:./x.mjs', 'no-program'],
    ['./body', 'exec:./body'],
    ['exec:./none', 'no-such-file'],
  ])('refuses %s', async (name, code) => {
    const { code: exit, err } = await ptshare(['adapter', 'check', name]);
    expect([exit, err]).toEqual([2, expect.stringContaining(code)]);
  });
});

describe('adapter record', () => {
  it('keeps every line with its direction and time', PATIENCE, async () => {
    const to = join(folder(), 'talk.ndjson');
    const { code, out } = await ptshare(['adapter', 'record', TOY, 'data', '--to', to, '--json']);
    const counts = JSON.parse(out) as Record<string, number>;
    const lines = readFileSync(to, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { milliseconds: number; direction: string; text: string });
    expect(code).toBe(0);
    expect(counts).toMatchObject({ file: to, lines: lines.length, broken: 0, complete: expect.any(Number) });
    const texts = (direction: string): string[] => lines.filter((line) => line.direction === direction).map(({ text }) => text);
    const seqs = (direction: string): number[] => texts(direction).map((text) => (JSON.parse(text) as { seq: number }).seq);
    expect(seqs('to-body')).toEqual(seqs('from-body'));
    expect(seqs('to-body').length).toBe((counts['complete'] ?? 0) + 2);
    expect(texts('body')).toEqual(['it exited with code 0']);
    expect(lines.every(({ milliseconds }, i) => milliseconds >= (lines[i - 1]?.milliseconds ?? 0))).toBe(true);
  });

  it('overwrites nothing unless told', PATIENCE, async () => {
    const to = file('talk.ndjson', 'mine');
    const argv = ['adapter', 'record', TOY, 'eligible-one-slot', '--to', to];
    expect(await ptshare(argv)).toMatchObject({ code: 2, err: expect.stringContaining('file-exists') });
    expect(readFileSync(to, 'utf8')).toBe('mine');
    expect(await ptshare([...argv, '--force'])).toMatchObject({ code: 0 });
    expect(readFileSync(to, 'utf8')).toMatch(/"direction":"to-body"/u);
  });

  it('refuses a body that is no program', async () => {
    const to = join(folder(), 'talk.ndjson');
    expect(await ptshare(['adapter', 'record', 'reference', '--to', to])).toMatchObject({
      code: 2,
      err: expect.stringContaining('no-program'),
    });
    expect(existsSync(to)).toBe(false);
  });
});

describe('run', () => {
  it('ends after so many failures, with what it has', PATIENCE, async () => {
    const at = folder();
    mkdirSync(join(at, 'x'));
    const crash = changed(`honest.trace = () => process.exit(9); honest.step = () => process.exit(9);`);
    for (const jobs of ['1', '2']) {
      const { code, out } = await ptshare(['run', 'data', 'errors', '--on', crash, '--max-failures', '3', '--json', '--jobs', jobs]);
      const report = JSON.parse(out) as { partial: boolean; stopped: string; traces: { broken: number; complete: number } };
      expect(report).toMatchObject({
        partial: true,
        stopped: expect.stringMatching(/^--max-failures 3, at trace /u),
        conclusion: 'broken',
      });
      expect(report.traces.broken).toBeGreaterThanOrEqual(3);
      expect(report.traces.broken).toBeLessThan(6);
      expect(code).toBe(3);
    }
  });

  it('says how to see the failure of a program with arguments again', PATIENCE, async () => {
    const crash = changed(`honest.trace = () => process.exit(9); honest.step = () => process.exit(9);`);
    const { out } = await ptshare(['run', 'data', '--on', crash, '--max-failures', '1']);
    expect(out).toContain(`ptshare replay`);
    expect(out).toContain(`--on '${crash}'`);
  });
});
