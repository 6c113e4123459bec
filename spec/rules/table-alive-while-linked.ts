import { ORDER } from '../features.ts';
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
  inspect: ({ layout: { dangling, links } }) =>
    dangling.length > 0 ? { wrong: `${dangling[0]!} leads to a table that is not allocated` } : links.length > 0 ? 'held' : undefined,
  settled: ORDER.alive,
  inFlight: true,
  holds: twoSharers('All links lead to live tables').store('A', BUF, 1).load('B', BUF, value(1)).shows(SHARED).end(),
  breaks: twoSharers('The leaf table is gone')
    .store('A', BUF, 1)
    .load('B', BUF, value(1))
    .shows({ ...SHARED, leaves: {} })
    .end(),
};
