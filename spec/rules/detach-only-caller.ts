import { ACCESS } from '../features.ts';
import { undisturbed } from '../claims.ts';
import type { Rule } from '../rule.ts';
import { BUF, MAPERR, twoSharers, value } from '../scene.ts';
import { joinedRegions } from '../scopes.ts';

export const rule: Rule = {
  id: 'detach-only-caller',
  family: 'teardown',
  sentence: 'A sharer that unmaps the region, or leaves it by exec, takes nothing from the others.',
  source:
    'munmap(2) and execve(2) concern the caller. Read from the first posted code: the exit of a forked child clears the common tables.',
  needs: 'outcome',
  scope: joinedRegions,
  concerns: ACCESS.departed,
  onAccess: (v) =>
    v.region?.departure && v.region.departure.how !== 'exit' && v.region.departure.by !== v.process.name ? undisturbed(v) : undefined,
  holds: twoSharers('B goes on').store('B', BUF, 1).unmap('A', BUF, '0x200000').load('B', BUF, value(1)).end(),
  breaks: twoSharers('B loses the region').store('B', BUF, 1).unmap('A', BUF, '0x200000').load('B', BUF, MAPERR).end(),
};
