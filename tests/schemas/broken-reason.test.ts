import { describe, expect, test } from 'vitest';
import { causeOf, readReason, withLastWords, withRemark } from '../../schemas/broken-reason.ts';

describe('a reason', () => {
  test('is read as it was written', () => {
    const reason = withRemark(
      withLastWords('step 4: it printed what is no answer: `{"seq":4,`', '\n\n  at line 3\n\n  #0 leave\n'),
      'Tried twice.',
    );
    expect(readReason(reason)).toEqual({
      cause: 'it printed what is no answer',
      printed: '`{"seq":4,`',
      more: ['Tried twice.'],
      output: ['  at line 3', '', '  #0 leave'],
    });
  });

  test('without a word is none', () => {
    expect(withLastWords('step 4: it hung', ' \n\n')).toBe('step 4: it hung');
    expect(readReason('step 4: it hung')).toEqual({ cause: 'it hung', printed: undefined, more: [], output: [] });
  });

  test('of another hand is read as far as it goes', () => {
    expect(readReason('').cause).toBe('');
    expect(readReason('boom\r\nat a\rat b')).toMatchObject({ cause: 'boom', more: ['at a', 'at b'], output: [] });
  });
});

describe('one cause is told in the same words', () => {
  test.each([
    ['step 4: it printed nonsense: `{"seq":4,`', 'step 25: it printed nonsense: `{"seq":7,"entries`'],
    ['step 1: it answered with another number than 9: `{}`', 'step 1: it answered with another number than 10: `{}`'],
    ['step 3: it answered 4 steps with 3 entries', 'step 17: it answered 18 steps with 17 entries'],
    ['step 3: no region at 0x7f00a0', 'step 3: no region at 0xFF'],
    ['step 3: it was ended by SIGSEGV', 'step 30: it was ended by SIGSEGV\nits last output:\nleave()'],
  ])('%j and %j', (a, b) => expect(causeOf(a)).toBe(causeOf(b)));

  test.each([
    ['step 3: it exited with code 1', 'step 3: it exited with code 2'],
    ['step 3: it fell over (at body.mjs:3:9)', 'step 3: it fell over (at body.mjs:7:9)'],
    ['step 3: it was ended by SIGSEGV', 'step 3: it was ended by SIGABRT'],
    ['step 3: mmap was not answered within 9 ms', 'step 3: munmap was not answered within 9 ms'],
  ])('but not %j and %j', (a, b) => expect(causeOf(a)).not.toBe(causeOf(b)));

  test('which stay short', () => expect(causeOf('x'.repeat(5000)).length).toBe(400));
});
