import { RO, RW } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { value } from '../scene.ts';
import { GIB, HUGE_APART, HUGE_SHARED, hugeAt, twoHuge } from '../huge-scene.ts';
import { protectionOfMapping } from '../scopes.ts';
import { apartWhere, samePages, sameRights } from '../whole-slots.ts';

function readOnlyB(title: string): ReturnType<typeof twoHuge> {
  return twoHuge(title).store('A', hugeAt(0), 1).protect('B', hugeAt(0), GIB, 'r').load('B', hugeAt(0), value(1));
}

export const rule: Rule = {
  id: 'same-rights-only',
  family: 'protection',
  sentence:
    'A table is shared only by slots of the same protection, mapped through descriptors that allow the same: whoever changes it leaves.',
  source:
    'Linux, mm/hugetlb.c, page_table_shareable compares the flags of the VMAs, and hugetlb_change_protection unshares before it writes.',
  needs: 'tables',
  scope: protectionOfMapping,
  inspect: (v) => apartWhere(v, 'what they allow', (a, b) => samePages(a, b) && !sameRights(a, b)),
  holds: readOnlyB('B may only read, and has a table of its own')
    .shows({ ...HUGE_APART, leaves: { 1: [0, 7, RW], 2: [0, 7, RO] } })
    .end(),
  breaks: readOnlyB('B may only read, and shares').shows(HUGE_SHARED).end(),
};
