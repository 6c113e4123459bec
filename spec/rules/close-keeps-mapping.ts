import { ACCESS } from '../features.ts';
import { undisturbed } from '../claims.ts';
import type { Rule } from '../rule.ts';
import { BUF, DONE, MAPERR, twoSharers } from '../scene.ts';
import { joinedRegions } from '../scopes.ts';

export const rule: Rule = {
  id: 'close-keeps-mapping',
  family: 'teardown',
  sentence: 'Closing the descriptor leaves the mapping and its sharing as they were.',
  source: 'mmap(2).',
  needs: 'outcome',
  scope: joinedRegions,
  concerns: ACCESS.region,
  onAccess: (v) => (v.region && v.mapping && v.process.closedAt > v.mapping.born ? undisturbed(v) : undefined),
  holds: twoSharers('A goes on without the descriptor').does({ call: 'close', process: 'A', fd: 'fd-db' }, DONE).store('A', BUF, 1).end(),
  breaks: twoSharers('A loses the mapping').does({ call: 'close', process: 'A', fd: 'fd-db' }, DONE).store('A', BUF, 1, MAPERR).end(),
};
