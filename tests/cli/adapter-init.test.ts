/** `ptshare adapter init`: what it writes is a body in each language, for each generation, with room for what is to come. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connect } from '../../adapters/connect.ts';
import { numbered, reset, trace } from '../../adapters/wire/lines.ts';
import { LANGUAGES } from '../../cli/languages.ts';
import type { LanguageName } from '../../cli/languages.ts';
import { DEFAULT_GEOMETRY } from '../../schemas/contract.ts';
import { normalCall } from '../../schemas/normal-call.ts';
import { validateTrace } from '../../schemas/validate.ts';
import { generations } from '../../spec/index.ts';
import { traceOf } from '../schemas/traces.ts';
import { folder, ptshare } from './shell.ts';
import { PATIENCE, trialsOf } from './trials.ts';

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
    const commands = ['cc -std=c11', 'main.js adapter check exec:./body', 'main.js run --on exec:./body data'];
    for (const line of ['body.c', `cd '${at}'`, ...commands, 'CALLS']) expect(out).toContain(line);
  });

  it('says how ptshare is started there: by npx only where npx finds it', async () => {
    const outside = folder();
    expect((await made('c', outside)).next.at(-1)).toMatch(/^node \S+\/dist\/cli\/main\.js adapter check exec:\.\/body$/u);
    const inCheckout = fileURLToPath(new URL('../../out/new-body', import.meta.url));
    onTestFinished(() => rmSync(inCheckout, { recursive: true, force: true }));
    expect((await made('c', inCheckout)).next.at(-1)).toBe('npx ptshare adapter check exec:./body');
    const project = folder();
    mkdirSync(join(project, 'node_modules', '.bin'), { recursive: true });
    writeFileSync(join(project, 'node_modules', '.bin', 'ptshare'), '');
    expect((await made('c', join(project, 'new'))).next.at(-1)).toBe('npx ptshare adapter check exec:./body');
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
