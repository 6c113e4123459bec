import { NEWS } from '../features.ts';
import type { Inspection } from '../inspection.ts';
import type { Finding, Rule } from '../rule.ts';
import { DONE } from '../scene.ts';
import { HUGE_SHARED, HUGE_SLOT, hugeAt, hugeScene } from '../huge-scene.ts';
import { ownedBySharers } from '../scopes.ts';

function childBegins(v: Inspection): Finding {
  const { call, seen } = v;
  if (call.call !== 'fork' || seen.result !== 'done' || !v.before) return undefined;
  const own = v.links.find(({ mm, mapping }) => mm.process === call.child && mapping?.shared);
  if (own) return { wrong: `${call.child} has just been forked, and reaches leaf table ${own.leaf.id} through a shared mapping` };
  return v.links.some(({ mm, mapping }) => mm.process === call.process && mapping?.shared) ? 'held' : undefined;
}

function forked(title: string, child: Readonly<Record<number, number>>): Rule['holds'] {
  const mms = [HUGE_SHARED.mms[0]!];
  return hugeScene(title)
    .map('A')
    .store('A', hugeAt(0), 1)
    .shows({ ...HUGE_SHARED, mms })
    .does({ call: 'fork', process: 'A', child: 'B' }, DONE)
    .shows({ ...HUGE_SHARED, mms: [...mms, { process: 'B', slots: child }] })
    .end();
}

export const rule: Rule = {
  id: 'fork-links-nothing',
  family: 'teardown',
  sentence: 'Fork neither copies nor links the tables of shared mappings: the child comes to them by its own faults.',
  source:
    'Linux since 5.19 (vma_needs_copy, before copy_hugetlb_page_range). Commits c5c99429fa57 and 5e41540c8a0f: copying into a table that was shared counted its pages twice.',
  needs: 'tables',
  scope: ownedBySharers,
  inspect: childBegins,
  due: NEWS.step,
  holds: forked('The child begins with nothing', {}),
  breaks: forked('The child begins with the table of its parent', { [HUGE_SLOT]: 1 }),
};
