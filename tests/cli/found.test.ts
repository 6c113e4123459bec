import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { format } from 'prettier';
import { describe, expect, test } from 'vitest';
import { connect } from '../../adapters/connect.ts';
import { foundFolder } from '../../cli/found.ts';
import type { RunOptions } from '../../cli/plan-run.ts';
import { createJudge } from '../../oracle/judge.ts';
import type { Trace } from '../../schemas/generated/types.ts';
import { isValidTrace, parseTrace } from '../../schemas/validate.ts';
import { failuresOf } from '../../shrink/index.ts';
import type { Failure } from '../../shrink/index.ts';
import { HONEST, bodyModule, file, folder, ptshare } from './shell.ts';

const PATIENCE = 60_000;
const judge = createJudge({ generation: 'map-shared-pt', profile: 'default', claims: true });

async function failures(trace: Trace, body: string): Promise<Failure[]> {
  const stage = await connect(body);
  try {
    return failuresOf(judge.judge(await stage.perform(trace)));
  } finally {
    await stage.stop();
  }
}

async function violated(trace: Trace, body: string): Promise<(string | undefined)[]> {
  return (await failures(trace, body)).map(({ signature }) => signature.rule);
}

function filesIn(place: string): string[] {
  return readdirSync(place)
    .toSorted()
    .map((name) => join(place, name));
}

async function find(body: string, place: string, more: readonly string[] = []): Promise<string> {
  const { code, out } = await ptshare(['run', '--on', body, '--generated', '300', '--found', place, ...more]);
  expect(code).toBe(1);
  return out;
}

describe('what generated traces find', () => {
  test.each(['mutant:flush-own-mm', 'mutant:fork-not-counted', 'mutant:protect-whole-slot'])(
    '%s: small stories that break the rule there, and none on the reference',
    async (body) => {
      const place = folder();
      const out = await find(body, place);
      const paths = filesIn(place);
      expect(paths.length).toBeGreaterThan(0);
      expect(paths.length).toBeLessThanOrEqual(5);
      for (const path of paths) {
        const trace = parseTrace(readFileSync(path), path);
        const [rule = ''] = trace.rules;
        expect(out).toContain(`found ${path}: ${rule} in ${trace.steps.length} steps, shrunk from generated:1:`);
        expect(trace.id).toBe(basename(path, '.json'));
        expect(trace.id).toBe(`found-${rule}-${trace.hash?.slice(7, 15)}`);
        expect(trace.title).toMatch(`${body} violates ${rule}: shrunk from number`);
        expect(trace.steps.length).toBeLessThanOrEqual(8);
        expect(await violated(trace, body)).toContain(rule);
        expect(await violated(trace, 'reference')).toEqual([]);
      }
    },
    PATIENCE,
  );

  test(
    'without any of its steps a find does not fail in the same way',
    async () => {
      const place = folder();
      await find('mutant:flush-own-mm', place);
      for (const path of filesIn(place)) {
        const { hash: _, ...trace } = parseTrace(readFileSync(path), path);
        const failure = (await failures(trace, 'mutant:flush-own-mm')).find(({ signature: { rule } }) => rule === trace.rules[0]);
        expect(failure?.step).toBe(trace.steps.length - 1);
        for (const step of trace.steps) {
          const shorter = { ...trace, steps: trace.steps.filter((other) => other !== step) };
          if (!isValidTrace(shorter)) continue;
          const left = await failures(shorter, 'mutant:flush-own-mm');
          expect(left.map(({ signature }) => signature)).not.toContainEqual(failure?.signature);
        }
      }
    },
    PATIENCE,
  );

  test(
    'the same seed finds the same, with one thread or two; files are formatted; what is there stays',
    async () => {
      const [one, two] = [folder(), folder()];
      await find('mutant:protect-whole-slot', one);
      await find('mutant:protect-whole-slot', two, ['--jobs', '2']);
      const texts = (place: string): string[] => filesIn(place).map((path) => readFileSync(path, 'utf8'));
      expect(texts(two)).toEqual(texts(one));
      for (const text of texts(one)) expect(await format(text, { parser: 'json', printWidth: 140 })).toBe(text);
      const [first = ''] = filesIn(one);
      const renamed = readFileSync(first, 'utf8').replace(/"title": "[^"]*"/u, '"title": "Another title"');
      writeFileSync(first, renamed);
      const out = await find('mutant:protect-whole-slot', one);
      expect(out).toContain(`found ${first}`);
      expect(readFileSync(first, 'utf8')).toBe(renamed);
    },
    PATIENCE,
  );

  test(
    'where another trace has taken the name, it is left alone, and the run ends as it would',
    async () => {
      const place = folder();
      await find('mutant:protect-whole-slot', place);
      const [first = '', second = ''] = filesIn(place);
      writeFileSync(first, readFileSync(second));
      const ran = await ptshare(['run', '--on', 'mutant:protect-whole-slot', '--generated', '300', '--found', place]);
      expect(ran.code).toBe(1);
      expect(ran.err).toContain(`not kept: ${first} holds another trace`);
      expect(readFileSync(first)).toEqual(readFileSync(second));
    },
    PATIENCE,
  );

  test(
    'a module',
    async () => {
      const place = folder();
      const body = bodyModule(HONEST.replace('value: 7', 'value: 8'));
      const ran = await ptshare(['run', '--on', body, '--generated', '20', '--found', place, '--json']);
      const paths = filesIn(place);
      expect(paths.length).toBeGreaterThan(0);
      // JSON has the screen for itself.
      expect(JSON.parse(ran.out)).toMatchObject({ conclusion: 'violations' });
      for (const path of paths) {
        expect(ran.err).toContain(`found ${path}`);
        const trace = parseTrace(readFileSync(path), path);
        expect(await violated(trace, body)).toContain(trace.rules[0]);
      }
    },
    PATIENCE,
  );

  test('nothing: no folder appears', async () => {
    const place = join(folder(), 'found');
    expect((await ptshare(['run', '--generated', '20', '--found', place])).code).toBe(0);
    expect(() => readdirSync(place)).toThrow('ENOENT');
  });

  test('goes into the suite in a checkout, else into a folder here; a folder needs generated traces', async () => {
    const options: RunOptions = { profile: 'default', seed: 1, look: 'every-step', date: false, jobs: 1 };
    expect(foundFolder(options)).toBe(join('suites', 'found'));
    expect(foundFolder({ ...options, found: 'there' })).toBe('there');
    const { code, err } = await ptshare(['run', '--suite', 'data', '--found', 'there']);
    expect(code).toBe(2);
    expect(err).toContain('nothing-to-shrink');
    expect((await ptshare(['run', '--generated', '5', '--found', file('a-file', '')])).err).toContain('cannot-write');
  });
});
