import { INSPECTION, ORDER } from '../features.ts';
import { oneTable } from '../sharing.ts';
import { BUF_SLOT, HOST, RW, SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, twoSharers, value } from '../scene.ts';
import { joinedRegions } from '../scopes.ts';

export const rule: Rule = {
  id: 'one-table-per-slot',
  family: 'consistency',
  sentence: 'In each slot of a region there is one leaf table, for the host and all guests together.',
  source: "Invariant of the design: a guest PMD entry is a copy of the host's (ptshare RFC v2, patch 4).",
  needs: 'tables',
  scope: joinedRegions,
  concerns: INSPECTION.paired,
  inspect: (v) => oneTable(v, false),
  settled: ORDER.unsplit,
  inFlight: true,
  holds: twoSharers('Two guests and the host, one table').store('A', BUF, 1).load('B', BUF, value(1)).shows(SHARED).end(),
  breaks: twoSharers('The host has another table than the guests')
    .store('A', BUF, 1)
    .load('B', BUF, value(1))
    .shows({
      ...SHARED,
      leaves: { ...SHARED.leaves, 2: [0, 7, RW] },
      mms: [SHARED.mms[0]!, SHARED.mms[1]!, { host: HOST, slots: { [BUF_SLOT]: 2 } }],
    })
    .end(),
};
