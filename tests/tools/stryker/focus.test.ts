import type { Mutant } from '@stryker-mutator/api/core';
import { expect, test } from 'vitest';
import { isIn, placeOf } from '../../../tools/stryker/focus.ts';

const LINES = ['// a file', 'if (a && b) {', '  c();', '}'];
const change = (line: number, column: number, toLine: number, to: number, replacement: string): Mutant => ({
  id: '1',
  mutatorName: '',
  fileName: '/somewhere/reference/file.ts',
  replacement,
  location: { start: { line, column }, end: { line: toLine, column: to } },
});

test('a change is known by its file, its line, what was there and what is there now', () => {
  const focus = { changes: [placeOf('reference/file.ts', 2, 'a', 'true'), placeOf('reference/file.ts', 2, '{ …', '{}')] };
  expect(isIn(focus, change(1, 4, 1, 5, 'true'), LINES)).toBe(true);
  expect(isIn(focus, change(1, 9, 1, 10, 'true'), LINES)).toBe(false);
  expect(isIn(focus, change(1, 4, 1, 5, 'false'), LINES)).toBe(false);
  expect(isIn(focus, change(2, 4, 2, 5, 'true'), LINES)).toBe(false);
  expect(isIn(focus, change(1, 12, 3, 1, '{}'), LINES)).toBe(true);
  expect(isIn(focus, { ...change(1, 4, 1, 5, 'true'), fileName: '/somewhere/reference/other.ts' }, LINES)).toBe(false);
});
