import type { Rule } from '../rule.ts';
import { HUGE_APART, HUGE_SHARED, hugeAt, hugeScene } from '../huge-scene.ts';
import { GIB } from '../huge-scene.ts';
import { neverAsked } from '../scopes.ts';
import { apartWhere, samePages } from '../whole-slots.ts';

function twoParts(title: string): ReturnType<typeof hugeScene> {
  return hugeScene(title).map('A').map('B', { offset: GIB }).store('A', hugeAt(0), 1).store('B', hugeAt(0), 2);
}

export const rule: Rule = {
  id: 'same-pages-only',
  family: 'alignment',
  sentence: 'A table is shared only by slots that begin with the same page of the same file, at whatever addresses they lie.',
  source:
    'Linux, mm/hugetlb.c, page_table_shareable: the index within the table must be the same. One table stands for one run of file pages.',
  needs: 'tables',
  scope: neverAsked,
  inspect: (v) => apartWhere(v, 'the pages of files that they map', (a, b) => !samePages(a, b)),
  holds: twoParts('Two parts of a file: own tables').shows(HUGE_APART).end(),
  breaks: twoParts('Two parts of a file: one table').shows(HUGE_SHARED).end(),
};
