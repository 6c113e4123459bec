import { describe, expect, test } from 'vitest';
import { plain } from '../../reports/plain.ts';
import { actor, callText, outcomeText, stepLines } from '../../reports/step-line.ts';
import { wrap } from '../../reports/wrap.ts';
import { render } from '../../reports/index.ts';
import { written } from '../oracle/fakes.ts';
import { hostileViolation } from './samples.ts';

describe('plain', () => {
  test.each([
    ['a\u001b[1;31mb\u001b[0mc', 'abc'],
    ['a\u009b31mb', 'ab'],
    ['\u001b]0;title\u0007rest', 'rest'],
    ['\u001b]8;;http://x\u001b\\link', 'link'],
    ['\u001bcreset', 'reset'],
    ['one\r\ntwo\tthree\u2028four', 'one two three four'],
    ['\u202eabc\u202c\u200b', 'abc'],
    ['nul\u0000here', 'nul here'],
    ['lonely \ud800 half', 'lonely \ufffd half'],
    ['whole \u{1f600}', 'whole \u{1f600}'],
    ['lone escape \u001b', 'lone escape'],
  ])('%j becomes %j', (from, to) => expect(plain(from)).toBe(to));

  test('is cut where it is too long', () => {
    expect(plain('x'.repeat(50), 10)).toBe('xxxxxxx...');
    expect(plain(`xxxxxx\u{1f600}xxxx`, 10)).toBe('xxxxxx\ufffd...');
  });
});

describe('markdown', () => {
  test('hostile text makes no structure', () => {
    const lines = render('markdown', hostileViolation()).split('\n');
    const prose = lines.filter((line) => !line.startsWith('    '));
    expect(prose.join('\n')).not.toMatch(/(?<!\\)(?:<b|`|\*x\*)/u);
    expect(prose.filter((line) => line.startsWith('#'))).toEqual([
      '# mutant:fake: violations',
      '## Violations',
      '### stores-seen',
      '## Unseen',
    ]);
  });
});

describe('steps', () => {
  const { steps } = written('story');

  test('read as strace would write them', () => {
    expect(steps.map(callText)).toEqual([
      'open(data, O_RDWR) as fd',
      'mmap(0x7f0000000000, 0x200000, PROT_READ|PROT_WRITE, MAP_SHARED|MAP_SHARED_PT, fd, 0) as buf',
      'store(buf, 7)',
      'load(buf+0x1000)',
    ]);
    expect(callText({ call: 'mmap', process: 'A', length: '0x1000', prot: [], flags: ['MAP_PRIVATE', 'MAP_ANONYMOUS'] })).toBe(
      'mmap(NULL, 0x1000, PROT_NONE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0)',
    );
    expect(callText({ call: 'fork', process: 'A', child: 'C' })).toBe('fork() as C');
    expect(callText({ call: 'return', of: 'slow' })).toBe('return(slow)');
    expect(callText({ call: 'mprotect', process: 'A', addr: 'buf', length: '0x1000', prot: ['PROT_READ'], begins: 'slow' })).toBe(
      'mprotect(buf, 0x1000, PROT_READ) begins slow',
    );
    expect(actor({ call: 'tables', cpu: 1 })).toBe('@1');
    expect(actor({ call: 'table-bytes' })).toBe('');
  });

  test('are numbered from 0, with the last one marked', () => {
    expect(stepLines(steps.slice(2), 2, true)).toEqual([
      '      (2 earlier steps left out)',
      '    2  A     store(buf, 7)',
      '>   3  B @1  load(buf+0x1000)',
    ]);
  });

  test('outcomes in a few words', () => {
    expect(outcomeText({ result: 'done', value: 0 })).toBe('done 0');
    expect(outcomeText({ result: 'done', addr: '0x1000' })).toBe('done 0x1000');
    expect(outcomeText({ result: 'refused', errno: 'EINVAL' })).toBe('refused EINVAL');
    expect(outcomeText({ result: 'fault', signal: 'SIGBUS', code: 'BUS_ADRERR' })).toBe('fault SIGBUS BUS_ADRERR');
    expect(outcomeText({ result: 'unsupported' })).toBe('unsupported');
  });
});

test('wrap keeps the lead on the first line, and a long word whole', () => {
  expect(wrap('one two three', 9, '- ')).toEqual(['- one two', '  three']);
  expect(wrap('x'.repeat(20), 9, '- ')).toEqual([`- ${'x'.repeat(20)}`]);
  expect(wrap('', 9, 'name ')).toEqual(['name']);
});
