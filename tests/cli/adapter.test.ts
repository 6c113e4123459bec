/** `ptshare adapter`: what init writes is a body, check tells one from none, record keeps what is said. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { connect } from '../../adapters/connect.ts';
import { numbered, reset, trace } from '../../adapters/wire/lines.ts';
import { LANGUAGES } from '../../cli/languages.ts';
import type { LanguageName } from '../../cli/languages.ts';
import type { TrialResult } from '../../adapters/wire/try-body.ts';
import { DEFAULT_GEOMETRY } from '../../schemas/contract.ts';
import { normalCall } from '../../schemas/normal-call.ts';
import { validateTrace } from '../../schemas/validate.ts';
import { generations } from '../../spec/index.ts';
import { traceOf } from '../schemas/traces.ts';
import { file, folder, ptshare } from './shell.ts';

const bodies = fileURLToPath(new URL('../adapters/bodies', import.meta.url));
const TOY = `exec:node ${bodies}/toy-program.mjs`;
const PATIENCE = { timeout: 60_000 };

interface Made {
  readonly files: readonly string[];
  readonly next: readonly string[];
  readonly body: string;
}

async function made(lang: string, into: string, options: readonly string[] = []): Promise<Made> {
  const { code, out, err } = await ptshare(['adapter', 'init', '--lang', lang, into, '--json', ...options]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out) as Made;
}

const here = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;
const BUILT_BY: Readonly<Record<string, string>> = { c: 'cc', rust: 'rustc', python: 'python3', typescript: 'node' };

/** Does what the line of the claims says: what stands in its remark takes the place of nothing. */
function claim(path: string): void {
  const text = readFileSync(path, 'utf8');
  const line = /^(.*CLAIMS.*?)(""|\[\])(.*?(?:\/\*|\/\/|#) *)(\S+)( once .*)$/mu;
  expect(text).toMatch(line);
  writeFileSync(
    path,
    text.replace(
      line,
      (_all, before: string, _none, _mark, claimed: string) =>
        `${before}${claimed}${before.includes('&str') || before.startsWith('const') ? ';' : ''}`,
    ),
  );
}

/** Puts a name into the empty list of a line. */
function say(path: string, list: string, name: string): void {
  const text = readFileSync(path, 'utf8');
  const line = new RegExp(`^(.*\\b${list}\\b.*?)(""|\\[\\])`, 'mu');
  expect(text).toMatch(line);
  const quoted = (none: string): string => (none === '""' ? String.raw`"\"${name}\""` : `['${name}']`);
  writeFileSync(
    path,
    text.replace(line, (_all, before: string, none: string) => `${before}${quoted(none)}`),
  );
}

function build(next: readonly string[], at: string): void {
  if (next.length > 2) expect(execFileSync('/bin/sh', ['-c', `${next[1]} 2>&1`], { cwd: at, encoding: 'utf8' })).toBe('');
}

/** The name of the body with its files found from anywhere. */
function absolute(body: string, at: string): string {
  return body.replace(/(\.\/body|body\.(?:py|mjs))$/u, (name) => join(at, name));
}

async function trialsOf(body: string): Promise<{ code: number; trials: readonly TrialResult[] }> {
  const { code, out } = await ptshare(['adapter', 'check', body, '--json']);
  return { code, trials: (JSON.parse(out) as { trials: TrialResult[] }).trials };
}

describe('adapter init', () => {
  it.for(LANGUAGES)('writes a body in %s that speaks the protocol and supports nothing yet', PATIENCE, async (lang, { skip }) => {
    skip(!here(BUILT_BY[lang] ?? ''), `no ${BUILT_BY[lang]} here`);
    const at = join(folder(), 'new');
    const { files, next, body } = await made(lang, at);
    expect(files.map((path) => existsSync(path))).toEqual(files.map(() => true));
    build(next, at);
    const { code, trials } = await trialsOf(absolute(body, at));
    expect(trials.filter(({ result }) => result === 'failed')).toEqual([]);
    expect(code).toBe(0);
    expect(trials.filter(({ result }) => result === 'exempt').map(({ id, remark }) => `${id}: ${remark}`)).toEqual([
      'step: it supports no call yet',
      'look: it shows no snapshots',
      'repeat: it supports no call yet',
      'trace: it supports no call yet',
      'trace-look: it shows no snapshots',
    ]);
    const ran = await ptshare(['run', 'data', '--on', absolute(body, at)]);
    expect([ran.code, ran.out]).toEqual([1, expect.stringContaining('NOTHING WAS JUDGED')]);
  });

  it.each(LANGUAGES)('names another generation in %s', async (lang) => {
    const at = join(folder(), 'new');
    const { code, out } = await ptshare(['adapter', 'init', '--lang', lang, '--generation', 'hugetlb-pmd', at]);
    expect([code, out]).toEqual([0, expect.stringContaining('--generation hugetlb-pmd')]);
    const text = readdirSync(at)
      .map((name) => readFileSync(join(at, name), 'utf8'))
      .join('');
    expect(text).toContain('hugetlb-pmd');
    expect(text).not.toContain('map-shared-pt');
  });

  const each = LANGUAGES.flatMap((lang) => generations.map(({ id }) => [lang, id] as const));

  it.for(each)('writes a body in %s that claims %s once its line says so', PATIENCE, async ([lang, generation], { skip }) => {
    skip(!here(BUILT_BY[lang] ?? ''), `no ${BUILT_BY[lang]} here`);
    const at = join(folder(), 'new');
    const { files, next, body } = await made(lang, at, ['--generation', generation]);
    claim(files[0]!);
    build(next, at);
    const { code, trials } = await trialsOf(absolute(body, at));
    expect([code, trials.filter(({ result }) => result === 'failed')]).toEqual([0, []]);
    const stage = await connect(absolute(body, at));
    await stage.stop();
    expect(stage.description.generations).toEqual([generation]);
  });

  it.for(LANGUAGES)('leaves room for a picture of the tables in %s', PATIENCE, async (lang, { skip }) => {
    skip(!here(BUILT_BY[lang] ?? ''), `no ${BUILT_BY[lang]} here`);
    const at = join(folder(), 'new');
    const { files, next, body } = await made(lang, at);
    say(files[0]!, 'SHOWS', 'tables');
    say(files[0]!, 'CALLS', 'load');
    build(next, at);
    const { trials } = await trialsOf(absolute(body, at));
    expect(trials.filter(({ result }) => result === 'failed')).toEqual([
      expect.objectContaining({ id: 'look', remark: 'after load: process A lives, and has no mm' }),
    ]);
    const stage = await connect(absolute(body, at));
    const { status, entries } = await stage.perform(validateTrace(traceOf([{ call: 'load', process: 'A', addr: '0x1000' }])));
    await stage.stop();
    expect([status, entries[0]?.snapshot]).toEqual(['complete', { mms: [], tables: [] }]);
  });

  it.for<[LanguageName, (text: string) => string]>([
    [
      'c',
      (text) =>
        text
          .replace(/\/\* TODO: the process `item` lives \*\//u, String.raw`fprintf(stderr, "%s\n", item);`)
          .replace(
            /\/\* TODO: the file `item` .*? \*\//u,
            () =>
              String.raw`fprintf(stderr, "%s %d %d\n", item, (int)hex(at, "size", 0), strstr(at, "page-numbers") != NULL && strstr(at, "page-numbers") < strchr(at, '}'));`,
          ),
    ],
    [
      'rust',
      (text) =>
        text
          .replace('world.processes.push(name', 'eprintln!("{name}"); $&')
          .replace('world.files.insert(name', 'eprintln!("{name} {} {}", file.size, u8::from(file.page_numbers)); $&'),
    ],
  ])('walks through a setup in %s', PATIENCE, async ([lang, tell], { skip }) => {
    skip(!here(BUILT_BY[lang] ?? ''), `no ${BUILT_BY[lang]} here`);
    const at = join(folder(), 'new');
    const { files, next } = await made(lang, at);
    const before = readFileSync(files[0]!, 'utf8');
    writeFileSync(files[0]!, tell(before));
    build(next, at);
    const setup = {
      generation: 'map-shared-pt',
      geometry: DEFAULT_GEOMETRY,
      processes: ['A', 'B.2'],
      files: { log: { size: '0x1000' }, pool: { size: '0x200000', content: 'page-numbers' }, 'z-3': { size: '0x0', content: 'zeros' } },
    } as const;
    const alone = { ...setup, processes: ['C'], files: {} };
    const step = normalCall({ call: 'load', process: 'A', addr: '0x1000' });
    const messages = [reset(setup), trace([], setup, [step]), reset(alone)].map((message, i) => numbered(i + 1, message));
    const { stdout, stderr } = spawnSync(join(at, 'body'), { input: messages.join(''), encoding: 'utf8' });
    const told = ['A', 'B.2', 'log 4096 0', 'pool 2097152 1', 'z-3 0 0'];
    expect(stderr.trimEnd().split('\n')).toEqual([...told, ...told, 'C']);
    expect(stdout.split('\n').length).toBeGreaterThan(3);
  });

  it('refuses a generation that there is not, and writes nothing', async () => {
    const at = join(folder(), 'new');
    const { code, err } = await ptshare(['adapter', 'init', '--lang', 'c', '--generation', 'hugetlb', at]);
    expect([code, err, existsSync(at)]).toEqual([2, expect.stringContaining('hugetlb-pmd'), false]);
  });

  it('says what to do next', async () => {
    const at = join(folder(), 'my body');
    const { code, out } = await ptshare(['adapter', 'init', '--lang', 'c', at]);
    expect(code).toBe(0);
    for (const line of ['body.c', `cd '${at}'`, 'cc -std=c11', 'ptshare adapter check exec:./body', 'CALLS']) expect(out).toContain(line);
  });

  it('keeps the C body small and alone with libc', () => {
    const source = readFileSync(new URL('../../examples/empty-body/c/body.c', import.meta.url), 'utf8');
    expect(source.split('\n').length).toBeLessThanOrEqual(150);
    expect([...source.matchAll(/#include <(\w+)\.h>/gu)].map((match) => match[1])).toEqual(['inttypes', 'stdio', 'stdlib', 'string']);
  });

  it('overwrites nothing, and then writes nothing', async () => {
    const at = folder();
    writeFileSync(join(at, 'body.c'), 'mine');
    const { code, err } = await ptshare(['adapter', 'init', '--lang', 'c', at]);
    expect([code, err]).toEqual([2, expect.stringContaining('file-exists')]);
    expect(readFileSync(join(at, 'body.c'), 'utf8')).toBe('mine');
    expect(readdirSync(at)).toEqual(['body.c']);
  });

  it.each([
    [['--lang', 'cobol', 'x'], 'c, rust, python, typescript'],
    [['x'], '--lang'],
    [['--lang', 'c'], 'folder'],
    [['--lang', 'c', 'package.json/x'], 'cannot-write'],
  ])('refuses %j', async (argv, message) => {
    const { code, err } = await ptshare(['adapter', 'init', ...argv]);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });
});

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
