import { NEWS, STEP } from '../features.ts';
import { unchanged } from '../ledger.ts';
import { type Picture, SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, refused, twoSharers, value } from '../scene.ts';
import { everyGeneration } from '../scopes.ts';

function failing(title: string, after: Picture): Rule['holds'] {
  return twoSharers(title).load('B', BUF, value(1)).shows(SHARED).unmap('A', BUF, '0x1000', refused('EINVAL')).shows(after).end();
}

export const rule: Rule = {
  id: 'failed-call-changes-nothing',
  family: 'errors',
  sentence: 'A call that fails leaves all page tables as they were, except where mprotect or madvise meets a hole.',
  source: 'What a refusal means; several posted error paths leave a live mapping, a lock or a count behind.',
  needs: 'tables',
  questions: ['q-mprotect-hole'],
  scope: everyGeneration,
  concerns: STEP.refused,
  inspect: unchanged,
  due: NEWS.step,
  holds: failing('The tables are the same', SHARED),
  breaks: failing('The tables differ', { ...SHARED, leaves: { 1: [] } }),
};
