import type { CallName } from '../../schemas/contract.ts';
import { NEWS } from '../features.ts';
import type { Inspection } from '../inspection.ts';
import { othersKeptLinks } from '../links-before.ts';
import { RO } from '../picture.ts';
import type { Finding, Rule } from '../rule.ts';
import { GIB, HUGE_SHARED, hugeAt, twoHuge } from '../huge-scene.ts';
import { leftOnChange } from '../scopes.ts';

/** Calls that concern the caller's own mappings. Truncation and MADV_REMOVE concern the file. */
const OWN: ReadonlySet<CallName> = new Set(['mmap', 'munmap', 'mprotect', 'mremap', 'fork', 'exec', 'exit', 'madvise']);

function kept(v: Inspection): Finding {
  const { call } = v;
  if (!OWN.has(call.call) || !v.process || (call.call === 'madvise' && call.advice === 'MADV_REMOVE')) return undefined;
  return othersKeptLinks(v, v.process.name);
}

function leaving(title: string, left: typeof HUGE_SHARED): Rule['holds'] {
  return twoHuge(title)
    .store('A', hugeAt(0), 1)
    .store('B', hugeAt(0), 2)
    .shows(HUGE_SHARED)
    .protect('B', hugeAt(0), GIB, 'r')
    .shows(left)
    .end();
}

const B_LEFT = { ...HUGE_SHARED, mms: [HUGE_SHARED.mms[0]!, { process: 'B', slots: {} }] };

export const rule: Rule = {
  id: 'others-keep-tables',
  family: 'teardown',
  sentence:
    'What a process does to its own mappings takes it alone out of a shared table: the others reach the same tables, with the same entries.',
  source:
    'Linux, mm/hugetlb.c, huge_pmd_unshare clears the upper entry of the caller alone. Commits 017b1660df89 and 21b85b09527c: entries of others went with it.',
  needs: 'tables',
  scope: leftOnChange,
  inspect: kept,
  due: NEWS.step,
  holds: leaving('B leaves, and A keeps its table', B_LEFT),
  breaks: leaving('B leaves, and the page of A is closed', { ...B_LEFT, leaves: { 1: [0, 7, RO] } }),
};
