import fc from 'fast-check';
import { mkdtempSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NESTING, TRACE_BYTES, parseJson, readJson } from '../../schemas/parse.ts';
import { syntaxFault } from '../../schemas/syntax.ts';
import { parseTrace } from '../../schemas/validate.ts';
import { traceOf } from './traces.ts';

const folder = mkdtempSync(join(tmpdir(), 'ptshare-parse-'));

function refusing(code: string, words: RegExp = /(?:)/u): unknown {
  return expect.objectContaining({ code, message: expect.stringMatching(words) });
}

describe('parseJson', () => {
  it.each([
    ['{"a":}', /expected a value, found "\}" at line 1, column 6/u],
    ['{\n  "a": 1,\n}', /expected a property name in double quotes, found "\}" at line 3, column 1/u],
    ['[1 2]', /expected a comma or \], found "2" at line 1, column 4/u],
    ['{"a" 1}', /expected a colon/u],
    ['{"a": "b', /does not end.*column 9/u],
    ['"a\\x"', /needs an escape at line 1, column 3/u],
    ['', /expected a value, found the end of the text at line 1, column 1/u],
    ['{} x', /expected the end of the text, found "x" at line 1, column 4/u],
    ['[01]', /expected a comma or \]/u],
    ["{'a': 1}", /double quotes/u],
  ])('says where %j goes wrong', (text, words) => {
    expect(() => parseJson(text, 'f.json')).toThrow(refusing('bad-json', words));
  });

  it('finds a fault exactly where JSON.parse does', () => {
    const json = fc
      .json()
      .chain((text) =>
        fc.tuple(fc.constant(text), fc.nat(text.length), fc.constantFrom('', ',', '"', '}', ']', ':', '\\', '0', 'x', '\n')),
      );
    fc.assert(
      fc.property(json, ([text, at, char]) => {
        const broken = text.slice(0, at) + char + text.slice(at + 1);
        let valid = true;
        try {
          JSON.parse(broken);
        } catch {
          valid = false;
        }
        expect(syntaxFault(broken) === undefined).toBe(valid);
      }),
      { numRuns: 2000 },
    );
  });

  it('counts nesting, but not the brackets in strings', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(parseJson(nested(NESTING))).toBeInstanceOf(Array);
    expect(() => parseJson(nested(NESTING + 1))).toThrow(refusing('nested-too-deep'));
    expect(() => parseJson('{"a":'.repeat(NESTING + 1))).toThrow(refusing('nested-too-deep'));
    const text = `${'['.repeat(100)}"\\`;
    expect(parseJson(JSON.stringify([text]))).toEqual([text]);
  });

  it('refuses 100 MB of brackets quickly, with little memory', () => {
    const flood = Buffer.alloc(100_000_000, '[');
    const before = process.memoryUsage().rss;
    const start = performance.now();
    expect(() => parseJson(flood, 'f', { bytes: 200_000_000 })).toThrow(refusing('nested-too-deep'));
    expect(performance.now() - start).toBeLessThan(2000);
    expect(() => parseJson(flood)).toThrow(refusing('too-large'));
    expect(process.memoryUsage().rss - before).toBeLessThan(400_000_000);
  });

  it('refuses bytes that are no UTF-8', () => {
    expect(() => parseJson(Uint8Array.of(0x22, 0xff, 0x22))).toThrow(refusing('bad-encoding'));
    expect(parseJson(Buffer.from('\uFEFF{"é":1}'))).toEqual({ é: 1 });
  });
});

describe('readJson', () => {
  it('looks at the size of a file before it reads it', () => {
    const file = join(folder, 'huge.json');
    writeFileSync(file, '');
    // Sparse: it has no bytes on disk, and reading it would fail for want of memory.
    truncateSync(file, 8 * 1024 ** 4);
    expect(() => readJson(file)).toThrow(refusing('too-large', /8796093022208/u));
    expect(TRACE_BYTES).toBe(16 * 1024 * 1024);
  });

  it('names a file that is not there, and a folder', () => {
    expect(() => readJson(join(folder, 'none.json'))).toThrow(refusing('no-such-file'));
    expect(() => readJson(folder)).toThrow(refusing('unreadable'));
  });
});

describe('parseTrace', () => {
  it('reads what JSON.stringify wrote', () => {
    expect(parseTrace(JSON.stringify(traceOf()))).toEqual(traceOf());
  });

  it('never throws anything but an InputError', () => {
    const text = JSON.stringify(traceOf());
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(8), fc.string(), (at, cut, insert) => {
        try {
          parseTrace(text.slice(0, at) + insert + text.slice(at + cut));
        } catch (error) {
          expect(error).toMatchObject({ name: 'InputError', code: expect.stringMatching(/^[a-z-]+$/u) });
        }
      }),
      { numRuns: 500 },
    );
  });
});
