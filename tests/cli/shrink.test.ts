import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { describe, expect, test } from 'vitest';
import { parseTrace } from '../../schemas/validate.ts';
import { HONEST, bodyModule, file, folder, ptshare } from './shell.ts';

const FAILING = ['shrink', 'generated:1:0', '--on', 'mutant:flush-own-cpu'];

describe('shrink', () => {
  test('shows the small trace, what is known of it, and how to see it again', async () => {
    const { code, out, err } = await ptshare(FAILING);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^generated-1-0: 20 steps, now \d steps$/mu);
    expect(out).toMatch(/^standing +proven-shortest: no shorter sequence of its \d calls fails so/mu);
    expect(out).toMatch(/^seen +in 3 of 3 performances of the result, and 3 of 3 of the trace given$/mu);
  });

  test('writes a story that fails in the same way', async () => {
    const path = join(folder(), 'small.json');
    const { code, out } = await ptshare([...FAILING, '--out', path, '--json']);
    expect(code).toBe(0);
    const text = readFileSync(path, 'utf8');
    const story = parseTrace(text);
    expect(await format(text, { parser: 'json', printWidth: 140 })).toBe(text);
    const told = JSON.parse(out) as { trace: unknown; signature: { rule: string } };
    expect(told.trace).toEqual(story);
    expect(told).toMatchObject({ standing: 'proven-shortest', from: { trace: 'generated-1-0', steps: 20 }, after: { seen: 3, runs: 3 } });
    const again = await ptshare(['replay', path, '--on', 'mutant:flush-own-cpu']);
    expect(again.code).toBe(1);
    expect(again.out).toContain(told.signature.rule);
  });

  test('a module, in its thread', async () => {
    const body = bodyModule(HONEST.replace('value: 7', 'value: 8'));
    const { code, out } = await ptshare(['shrink', 'two-sharers-one-leaf-table', '--on', body, '--repeat', '1']);
    expect(code).toBe(0);
    expect(out).toContain('seen       in 1 of 1 performance');
  });

  test('an interrupt keeps what there is', async () => {
    const path = join(folder(), 'small.json');
    const interrupted = { aborted: true, code: 130 } as const;
    const { code, out } = await ptshare([...FAILING, '--out', path], { interrupted });
    expect(code).toBe(130);
    expect(out).toContain('standing   interrupted');
    expect(existsSync(path)).toBe(true);
  });

  test('bad input', async () => {
    expect(await ptshare(['shrink', 'generated:1:0'])).toMatchObject({ code: 2, err: /not-failing/u });
    expect(await ptshare([...FAILING, '--rule', 'align-start'])).toMatchObject({ code: 2, err: /not the rule align-start/u });
    expect(await ptshare([...FAILING, '--rule', 'no-such'])).toMatchObject({ code: 2, err: /unknown-rule/u });
    expect(await ptshare([...FAILING, '--budget', '0'])).toMatchObject({ code: 2, err: /bad-option/u });
    expect(await ptshare([...FAILING, '--out', join(file('a-file', ''), 'x.json')])).toMatchObject({ code: 2, err: /cannot-write/u });
    expect(await ptshare(['shrink', 'no-such-trace'])).toMatchObject({ code: 2, err: /no-such-trace/u });
  });
});
