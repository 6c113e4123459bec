import { INSPECTION, ORDER } from '../features.ts';
import { guestsFollowHost } from '../guests.ts';
import { HOST, SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, twoSharers, value } from '../scene.ts';
import { hostedLeaves } from '../scopes.ts';

export const rule: Rule = {
  id: 'guest-entry-empty-or-host',
  family: 'consistency',
  sentence: 'The PMD entry of a guest is empty or equals the entry of the host.',
  source: "ptshare RFC v2, patch 4: on a fault the two entries are compared, and the guest takes the host's.",
  needs: 'tables',
  scope: hostedLeaves,
  concerns: INSPECTION.hosted,
  inspect: guestsFollowHost,
  settled: ORDER.followed,
  inFlight: true,
  holds: twoSharers('The guests point where the host points').store('A', BUF, 1).load('B', BUF, value(1)).shows(SHARED).end(),
  breaks: twoSharers('A guest points to a table in a slot that the host has empty')
    .store('A', BUF, 1)
    .load('B', BUF, value(1))
    .shows({ ...SHARED, mms: [SHARED.mms[0]!, SHARED.mms[1]!, { host: HOST, slots: {} }] })
    .end(),
};
