/** Transcripts recorded elsewhere, judged: by the library and by `ptshare judge`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReference, judge, perform, validateTrace } from '../index.ts';
import type { Report, Transcript } from '../index.ts';
import { InputError } from '../schemas/input-error.ts';
import { STORY, file, folder, ptshare } from './cli/shell.ts';

const THEME = 'protection';

/** The file that `run --record` writes, and the report of that run. */
async function recordedRun(body: string): Promise<{ path: string; report: Report; code: number }> {
  const path = join(folder(), 'transcripts.ndjson');
  const { out, code } = await ptshare(['run', THEME, '--on', body, '--record', path, '--json', '--no-date']);
  return { path, code, report: JSON.parse(out) as Report };
}

function linesOf(path: string): string[] {
  return readFileSync(path, 'utf8').trimEnd().split('\n');
}

/** The report without the name of the body and the commands that repeat a trace. */
function comparable(report: Report): unknown {
  const name = report.body.connectedAs;
  const text = JSON.stringify({ ...report, body: { ...report.body, connectedAs: '' }, sentence: report.sentence.replace(name, '') });
  return JSON.parse(text, (key, value: unknown) => (key === 'again' ? '' : value));
}

function changed(text: string, change: (transcript: Transcript) => void): string {
  const transcript = JSON.parse(text) as Transcript;
  change(transcript);
  return JSON.stringify(transcript);
}

async function one(): Promise<Transcript> {
  return perform(validateTrace(STORY), createReference());
}

describe('ptshare judge', () => {
  it.each(['reference', 'mutant:flush-own-cpu'])('says of what run has recorded what run has said: %s', async (body) => {
    const { path, report, code } = await recordedRun(body);
    const judged = await ptshare(['judge', path, '--json']);
    expect([judged.err, judged.code]).toEqual(['', code]);
    const again = JSON.parse(judged.out) as Report;
    expect(again.body.connectedAs).toBe(`transcripts:${body}`);
    expect(comparable(again)).toEqual(comparable(report));
    expect(again.guard?.status).toBe('held');
  });

  it('sees an answer that was changed since, and names the command that judges it again', async () => {
    const path = file(
      'one.json',
      changed(JSON.stringify(await one()), ({ entries }) => (entries[3]!.outcome = { result: 'done', value: 8 })),
    );
    const { code, out } = await ptshare(['judge', path]);
    expect(code).toBe(1);
    expect(out).toContain('plain-mapping-coherent');
    expect(out).toContain(`ptshare judge ${path}`);
  });

  it('writes the formats into a folder', async () => {
    const out = folder();
    const path = file('one.json', await one());
    expect((await ptshare(['judge', path, '--format', 'json,junit', '--out', out, '--quiet'])).out).toBe('');
    for (const name of ['transcripts-reference.json', 'transcripts-reference.xml']) expect(existsSync(join(out, name)), name).toBe(true);
  });

  it('refuses what it cannot take, with the file, the line and the place in it', async () => {
    const { path } = await recordedRun('reference');
    const [first = '', second = '', third = ''] = linesOf(path);
    const cases: readonly (readonly [lines: readonly string[], code: string, where: string])[] = [
      [[], 'no-transcript', ''],
      [[first, second.slice(0, 1000)], 'bad-json', ':2'],
      [[first, first], 'repeated-id', ':2'],
      [[first, changed(second, ({ body }) => (body.name = 'another'))], 'bodies-differ', ':2'],
      [[first, second, changed(third, ({ entries }) => void entries.pop())], 'bad-entries', ':3'],
      [[changed(first, ({ trace }) => (trace.hash = `sha256:${'0'.repeat(64)}`))], 'hash-mismatch', ':1'],
      [['[]'], 'wrong-type', ':1'],
    ];
    for (const [lines, code, where] of cases) {
      const bad = file('bad.ndjson', lines.join('\n'));
      const ran = await ptshare(['judge', bad, '--json']);
      expect([code, ran.code]).toEqual([code, 2]);
      expect(JSON.parse(ran.err || ran.out)).toMatchObject({ error: { code, ...(where === '' ? {} : { file: `${bad}${where}` }) } });
    }
  });
});

describe('run --record', () => {
  it('writes over nothing unless it is told to, and takes one body and one thread', async () => {
    const path = file('there.ndjson', 'mine');
    const run = async (...more: string[]) => ptshare(['run', THEME, '--record', path, ...more]);
    expect((await ptshare(['run', THEME, '--record', path])).err).toContain('file-exists');
    expect((await run('--on', 'reference', '--on', 'private-tables')).err).toContain('one-record');
    expect((await run('--jobs', '2')).err).toContain('one-record');
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect((await ptshare(['run', THEME, '--record', path, '--force', '--quiet'])).code).toBe(0);
    expect(linesOf(path).length).toBeGreaterThan(10);
  });

  it.runIf(existsSync('/dev/full'))('keeps the report when the disk is full', async () => {
    const { code, out, err } = await ptshare(['run', THEME, '--record', '/dev/full', '--force']);
    expect(out).toContain('CONFORMS');
    expect([code, err]).toEqual([2, expect.stringContaining('cannot-write')]);
  });
});

describe('judge', () => {
  it('takes values, also such that come later, and gives a report', async () => {
    const transcript = await one();
    expect(await judge([transcript])).toMatchObject({ conclusion: 'conforming', steps: 4, traces: { complete: 1 } });
    async function* later() {
      yield await Promise.resolve(transcript);
      yield { ...transcript, trace: { ...transcript.trace, id: 'tiny-2' } };
    }
    expect(await judge(later(), { profile: 'strict' })).toMatchObject({ profile: 'strict', traces: { total: 2 } });
    expect(await judge([transcript], { generation: 'baseline' }).catch((error: unknown) => error)).toBeInstanceOf(InputError);
  });

  it('ends hostile transcripts in a report or an InputError', async () => {
    const { path } = await recordedRun('reference');
    const lines = linesOf(path);
    const junk = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom<unknown>('0x0', -1, 2 ** 53, [], {}, null, 'A', { result: 'pending' }, { result: 'done' }),
    );
    let [reports, refused] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.nat(lines.length - 1), fc.nat(), fc.boolean(), junk, async (line, place, drop, value) => {
        const transcript = JSON.parse(lines[line]!) as object;
        damage(transcript, place, drop, value);
        try {
          const { conclusion } = await judge([transcript]);
          expect(conclusion).not.toBe('');
          reports += 1;
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
          refused += 1;
        }
      }),
      { numRuns: 400 },
    );
    expect(Math.min(reports, refused)).toBeGreaterThan(5);
  }, 60_000);
});

/** Takes away or replaces one of all values inside, in some order. */
function damage(value: object, place: number, drop: boolean, by: unknown): void {
  const places: [Record<string, unknown>, string][] = [];
  (function visit(at: Record<string, unknown>): void {
    for (const [key, inner] of Object.entries(at)) {
      places.push([at, key]);
      if (typeof inner === 'object' && inner !== null) visit(inner as Record<string, unknown>);
    }
  })(value as Record<string, unknown>);
  const [owner, key] = places[place % places.length]!;
  if (drop && !Array.isArray(owner)) delete owner[key];
  else owner[key] = by;
}
