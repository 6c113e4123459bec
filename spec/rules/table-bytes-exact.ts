import { NEWS } from '../features.ts';
import { bytesExact } from '../ledger.ts';
import { SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, twoSharers, value } from '../scene.ts';
import { joinedRegions } from '../scopes.ts';

export const rule: Rule = {
  id: 'table-bytes-exact',
  family: 'accounting',
  sentence: 'The bytes of page tables charged to each mm add up to the bytes of all tables: nothing is charged twice, nothing to nobody.',
  source: 'Ordinary rule of accounting; the author of the ptshare RFC v2 calls its page-table bytes inaccurate.',
  needs: 'counts',
  scope: joinedRegions,
  inspect: bytesExact,
  due: NEWS.layout | NEWS.counts,
  holds: twoSharers('The sum is right').store('A', BUF, 1).load('B', BUF, value(1)).shows(SHARED).end(),
  breaks: twoSharers('One table too many')
    .store('A', BUF, 1)
    .load('B', BUF, value(1))
    .shows({ ...SHARED, counts: { tableBytes: 99 * 4096 } })
    .end(),
};
