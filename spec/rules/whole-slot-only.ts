import { RW } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { DONE } from '../scene.ts';
import { HUGE_APART, HUGE_PAGE, HUGE_SHARED, HUGE_SLOT, hugeAt, twoHuge } from '../huge-scene.ts';
import { neverAsked } from '../scopes.ts';
import { onlyWholeSlots } from '../whole-slots.ts';

const READ_ONLY_FIRST = 'B changes one page of its slot';

export const rule: Rule = {
  id: 'whole-slot-only',
  family: 'alignment',
  sentence: 'A table is shared only through mappings that cover its whole slot: MAP_SHARED, one file, and one protection throughout.',
  source:
    'Linux, mm/hugetlb.c, vma_shareable and hugetlb_vm_op_split: an aligned GiB within one VMA. Commit b30c14cd6102: a VMA that was split inside a slot went on sharing.',
  needs: 'tables',
  scope: neverAsked,
  inspect: onlyWholeSlots,
  holds: twoHuge(`${READ_ONLY_FIRST}, and has a table of its own`)
    .store('A', hugeAt(0), 1)
    .protect('B', hugeAt(0), HUGE_PAGE, 'r')
    .load('B', hugeAt(1), { result: 'done', value: 0 })
    .shows({ ...HUGE_APART, leaves: { 1: [0, 7, RW], 2: [1, 8, RW] } })
    .end(),
  breaks: twoHuge(`${READ_ONLY_FIRST}, and goes on sharing`)
    .store('A', hugeAt(1), 1)
    .does({ call: 'munmap', process: 'B', addr: hugeAt(0), length: HUGE_PAGE }, DONE)
    .shows({ ...HUGE_SHARED, leaves: { 1: [1, 7, RW] }, mms: [HUGE_SHARED.mms[0]!, { process: 'B', slots: { [HUGE_SLOT]: 1 } }] })
    .end(),
};
