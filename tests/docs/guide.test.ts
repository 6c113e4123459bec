/** Walks through the guide for programs in docs/writing-a-body.md: its commands, its edits, and the verdict that it shows. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { snapshotFlaw } from '../../adapters/wire/snapshot-flaws.ts';
import { createJudge } from '../../oracle/judge.ts';
import type { Judgement } from '../../oracle/judgement.ts';
import { planOf } from '../../replay/plan.ts';
import { skipReason } from '../../replay/skip.ts';
import { schemas } from '../../schemas/generated/schemas.ts';
import type { Geometry, Outcome, Snapshot, Step } from '../../schemas/generated/types.ts';
import { validateBody, validateTrace, validateTranscript } from '../../schemas/validate.ts';
import { loadSuite } from '../../suites/load.ts';
import { folder, ptshare } from '../cli/shell.ts';
import { traceOf } from '../schemas/traces.ts';
import { blocksOf } from './blocks.ts';
import type { Block } from './blocks.ts';
import { CUT } from './cut.ts';

const page = readFileSync('docs/writing-a-body.md', 'utf8');
const guide = page.slice(page.indexOf('## As a program'), page.indexOf('## As a module'));
const blocks = blocksOf(guide);

/** The source after an edit: the lines with a minus are there, once, and make room for those with a plus. */
function edited(source: string, { lines }: Block): string {
  const of = (mark: string): string =>
    lines
      .filter((line) => line.startsWith(mark))
      .map((line) => line.slice(1))
      .join('\n');
  const old = of('-');
  expect(source.split(old).length - 1, old).toBe(1);
  return source.replace(old, () => of('+'));
}

/** What of the shown lines does not stand in the output, in this order. */
function missing(shown: readonly string[], output: readonly string[]): string[] {
  let at = 0;
  return shown.filter((line) => {
    if (line === CUT) return false;
    const found = output.indexOf(line, at);
    if (found < 0) return true;
    at = found + 1;
    return false;
  });
}

const hasCompiler = spawnSync('cc', ['--version']).error === undefined;

describe('the guide for programs', () => {
  it.runIf(hasCompiler)('leads from nothing to the verdict that it shows', { timeout: 60_000 }, async () => {
    const at = join(folder(), 'my-body');
    const body = join(at, 'body');
    const commands = blocks.filter(({ language }) => language === 'sh').flatMap(({ lines }) => lines);
    const build = commands.find((line) => line.startsWith('cc ')) ?? '';
    const make = (): string => execFileSync('/bin/sh', ['-c', `${build} 2>&1`], { cwd: at, encoding: 'utf8' });
    for (const line of commands) {
      if (!line.startsWith('npx ptshare ')) continue;
      if (line.includes(' record ')) {
        const edits = blocks.filter(({ language }) => language === 'diff');
        expect(edits.length).toBeGreaterThan(0);
        writeFileSync(`${body}.c`, edits.reduce(edited, readFileSync(`${body}.c`, 'utf8')));
        expect(make()).toBe('');
      }
      const argv = line
        .split(' ')
        .slice(2)
        .map((word) =>
          word
            .replace('exec:./body', `exec:${body}`)
            .replace(/^my-body$/u, at)
            .replace(/^talk\.ndjson$/u, `${at}/talk.ndjson`),
        );
      const { code, out } = await ptshare(argv);
      if (line.includes(' init ')) expect(make()).toBe('');
      if (line.includes(' record ')) expect(readFileSync(join(at, 'talk.ndjson'), 'utf8')).toMatch(/to-body.*page-numbers.*mmap/u);
      if (!line.includes(' run ')) expect([line, code]).toEqual([line, 0]);
      else {
        expect(code).toBe(1);
        const shown = blocks.find(({ marks }) => marks.includes('verdict'))?.lines ?? [];
        expect(missing(shown, out.replaceAll(`exec:${body}`, 'exec:./body').split('\n'))).toEqual([]);
        expect(shown.length).toBeGreaterThan(5);
      }
    }
  });
});

/** The cells of the rows of the first table in a part of the page, without its head. */
function tableOf(part: string): string[][] {
  const rows = part.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(2).map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

const partOf = (heading: string): string => page.slice(page.indexOf(`\n${heading}\n`)).split(/\n#{2,3} /u)[1] ?? '';
const namesIn = (cell = ''): string[] => Array.from(cell.matchAll(/`([^`]+)`/gu), (match) => match[1] ?? '');

interface CallSchema {
  readonly required: readonly string[];
  readonly properties: object;
}

/** What every call has, and what a body is not told. */
const BESIDE: ReadonlySet<string> = new Set(['call', 'cpu', 'begins', 'pause', 'fail', 'expect', 'note']);

describe('the table of calls', () => {
  const rows = tableOf(partOf('### The calls'));

  it.each(rows)('%s has these arguments: %s', (call, cell) => {
    const { required, properties } = schemas[`calls/${namesIn(call)[0]}.schema.json`] as CallSchema;
    const named = namesIn(cell);
    const own = Object.keys(properties).filter((name) => !BESIDE.has(name) && !(name === 'process' && required.includes(name)));
    expect(new Set(named)).toEqual(new Set(own));
    const bracketed = namesIn(/\[.*\]/u.exec(cell ?? '')?.[0]);
    expect(bracketed).toEqual(named.filter((name) => !required.includes(name)));
  });

  it('has all calls that a story makes', async () => {
    const made = new Set<string>();
    for await (const { trace } of (await loadSuite([])).traces()) {
      if (trace.generation === 'map-shared-pt') for (const { call } of trace.steps) made.add(call);
    }
    made.delete('return');
    made.delete('resume');
    expect(new Set(rows.map(([call]) => namesIn(call)[0]))).toEqual(made);
  });
});

/** What is lacking for each story of a theme to be told to a program that supports these calls. */
async function lacks(themes: readonly string[], calls: readonly string[]): Promise<(string | undefined)[]> {
  const body = validateBody({ name: 'program', generations: [], shows: [], calls });
  const found: (string | undefined)[] = [];
  for await (const { trace } of (await loadSuite(themes)).traces()) {
    if (trace.generation === 'map-shared-pt') found.push(skipReason(planOf(trace), body));
  }
  expect(found.length, themes.join()).toBeGreaterThan(0);
  return found;
}

describe('the order of the calls', () => {
  const rows = tableOf(guide.slice(guide.indexOf('**6.'), guide.indexOf('**7.')));
  const upTo = (row: number): string[] => rows.slice(0, row + 1).flatMap(([calls]) => namesIn(calls));
  const told = (reasons: readonly unknown[]): number => reasons.filter((reason) => reason === undefined).length;

  it.each(rows.map(([calls = '', themes], i) => [calls, namesIn(themes), i] as const))(
    '%s lets stories of %j be told',
    async (_calls, themes, i) => {
      for (const theme of themes)
        expect(told(await lacks([theme], upTo(i))), theme).toBeGreaterThan(i === 0 ? 0 : told(await lacks([theme], upTo(i - 1))));
    },
  );

  it('leaves none out in the end, but of the themes that are for modules', async () => {
    const themes = ['alignment', 'consistency', 'data', 'protection', 'teardown', 'accounting', 'errors', 'open-questions'];
    expect(new Set(rows.flatMap(([, cell]) => namesIn(cell)))).toEqual(new Set(themes));
    expect((await lacks(themes, upTo(rows.length - 1))).filter((reason) => reason !== undefined)).toEqual([]);
    expect(told(await lacks(['in-flight', 'out-of-memory'], upTo(rows.length - 1)))).toBe(0);
  });
});

/** Shares a slot of eight pages, and writes there. */
const SHARING: readonly Step[] = [
  ...['A', 'B'].flatMap((process): Step[] => [
    { call: 'open', process, file: 'pool', flags: ['O_RDWR'], as: 'fd' },
    {
      call: 'mmap',
      process,
      addr: '0x10000',
      length: '0x8000',
      prot: ['PROT_READ', 'PROT_WRITE'],
      flags: ['MAP_SHARED', 'MAP_SHARED_PT', 'MAP_FIXED'],
      fd: 'fd',
    },
  ]),
  { call: 'load', process: 'B', addr: '0x10000' },
  { call: 'store', process: 'A', addr: '0x10000', value: 1 },
];
const ANSWERS: readonly Outcome[] = [
  ...['A', 'B'].flatMap((): Outcome[] => [{ result: 'done' }, { result: 'done', addr: '0x10000' }]),
  { result: 'done', value: 0 },
  { result: 'done' },
];

describe('the picture of tables', () => {
  const geometry: Geometry = { pageSize: 4096, entriesPerTable: 8, levels: 2, cpus: 1 };
  const trace = validateTrace({ ...traceOf(SHARING), files: { pool: { size: '0x8000' } }, geometry });
  const wire = blocksOf(page).find(({ language }) => language === 'wire');
  const { snapshot } = JSON.parse(wire?.lines[1]?.slice(2) ?? '{}') as { snapshot: Snapshot };

  function judged(shown: Snapshot): Judgement {
    const entries = ANSWERS.map((outcome, i) => (i === ANSWERS.length - 1 ? { outcome, snapshot: shown } : { outcome }));
    const body = { name: 'guide', generations: ['map-shared-pt'], shows: ['tables' as const] };
    const judge = createJudge({ generation: 'map-shared-pt', profile: 'default', claims: true });
    return judge.judge(validateTranscript({ format: 1, trace, body, status: 'complete', entries }));
  }

  it('is one that a check takes, and that conforms', () => {
    expect(snapshotFlaw(snapshot, ['A', 'B'], geometry)).toBeUndefined();
    const { violations, decided } = judged(snapshot);
    expect(violations).toEqual([]);
    expect(decided.filter((times) => times > 0).length).toBeGreaterThan(10);
  });

  it('would not conform with a table of its own for B, other bits, or another count', () => {
    const spoilt: ((shown: Snapshot) => unknown)[] = [
      ({ tables }) => [tables.push({ id: 5, level: 1, entries: [0, 90, 359] }), (tables[1]!.entries[1] = 5)],
      ({ tables }) => (tables[3]!.entries[2] = 1),
      ({ tables }) => (tables[3]!.refs = 2),
      ({ mms }) => (mms[2]!.host!.guests = 1),
    ];
    for (const spoil of spoilt) {
      const shown = structuredClone(snapshot);
      spoil(shown);
      expect(judged(shown).violations.length, String(spoil)).toBeGreaterThan(0);
    }
  });
});
