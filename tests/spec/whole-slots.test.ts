import { describe, expect, test } from 'vitest';
import { createJudge } from '../../oracle/judge.ts';
import { HUGE_SHARED, hugeAt, hugeScene } from '../../spec/huge-scene.ts';
import { value } from '../../spec/scene.ts';

const judge = createJudge({ generation: 'hugetlb-pmd', profile: 'strict', claims: true });
const HALF = '0x20000000';

describe('a slot of two mappings, of which the second begins read-only', () => {
  /** B reaches the table of A. A kernel may make one VMA of what is alike, and then B may share. */
  function shared(madeAlike: boolean): string[] {
    const scene = hugeScene('B maps two halves')
      .map('A')
      .map('B', { length: HALF })
      .map('B', { addr: hugeAt(256), length: HALF, offset: HALF, prot: 'r' });
    if (madeAlike) scene.protect('B', hugeAt(256), HALF, 'rw');
    const { transcript } = scene.store('A', hugeAt(0), 1).load('B', hugeAt(0), value(1)).shows(HUGE_SHARED).end();
    return judge.judge(transcript).violations.map(({ rule }) => rule);
  }

  test('may be shared once it is writable as well, and not before', () => {
    expect(shared(true)).toEqual([]);
    expect(shared(false)).toContain('whole-slot-only');
  });
});
