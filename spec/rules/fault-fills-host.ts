import { NEWS, STEP } from '../features.ts';
import { hostHasPage } from '../guests.ts';
import { BUF_SLOT, HOST, SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, twoSharers, value } from '../scene.ts';
import { hostedRegions } from '../scopes.ts';

export const rule: Rule = {
  id: 'fault-fills-host',
  family: 'consistency',
  sentence: 'The entry that the fault of any guest creates stands in the tables of the host when the access is over.',
  source: 'ptshare RFC v2, patch 4: the fault is handled in the host mm.',
  needs: 'tables',
  scope: hostedRegions,
  concerns: STEP.accessed,
  inspect: hostHasPage,
  due: NEWS.step,
  holds: twoSharers('The page that B loaded is present in the host').store('A', BUF, 1).load('B', BUF, value(1)).shows(SHARED).end(),
  breaks: twoSharers('The host has no entry for the page')
    .store('A', BUF, 1)
    .load('B', BUF, value(1))
    .shows({
      ...SHARED,
      leaves: { ...SHARED.leaves, 2: [] },
      mms: [SHARED.mms[0]!, SHARED.mms[1]!, { host: HOST, slots: { [BUF_SLOT]: 2 } }],
    })
    .end(),
};
