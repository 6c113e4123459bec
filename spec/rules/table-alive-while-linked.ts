import { SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, twoSharers, value } from '../scene.ts';
import { everyGeneration } from '../scopes.ts';

export const rule: Rule = {
  id: 'table-alive-while-linked',
  family: 'consistency',
  sentence: 'No entry leads to a table that is not allocated.',
  source: 'A table is freed after its last link is gone (CVE-2021-4002 is the class; sharing makes it easy to miss a link).',
  needs: 'tables',
  scope: everyGeneration,
  inspect: (v) =>
    v.dangling.length > 0 ? { wrong: `${v.dangling[0]!} leads to a table that is not allocated` } : v.links.length > 0 ? 'held' : undefined,
  inFlight: true,
  holds: twoSharers('All links lead to live tables').store('A', BUF, 1).load('B', BUF, value(1)).shows(SHARED).end(),
  breaks: twoSharers('The leaf table is gone')
    .store('A', BUF, 1)
    .load('B', BUF, value(1))
    .shows({ ...SHARED, leaves: {} })
    .end(),
};
