import { domainsApart } from '../domain-tables.ts';
import { forkScene, reaching } from '../fork-scene.ts';
import type { Rule } from '../rule.ts';
import { BUF, value } from '../scene.ts';
import { RW } from '../picture.ts';
import { inheritedDomains } from '../scopes.ts';

function strangers(title: string): ReturnType<typeof forkScene> {
  return forkScene(title).map('A').map('B').store('A', BUF, 1).load('B', BUF, value(1));
}

export const rule: Rule = {
  id: 'domain-isolated',
  family: 'consistency',
  sentence: 'A domain is shared by descent alone: processes that hold different domains share no leaf table, whatever they map.',
  source: 'Android, mm/ptshare.c (2026): unrelated processes, and siblings that each made a domain, are isolated (its tests).',
  needs: 'tables',
  scope: inheritedDomains,
  inspect: domainsApart,
  holds: strangers('A table for each')
    .shows({ leaves: { 1: [0, 7, RW], 2: [0, 7, RW] }, mms: [reaching(1, 'A'), reaching(2, 'B')] })
    .end(),
  breaks: strangers('One table for strangers')
    .shows({ leaves: { 1: [0, 7, RW] }, mms: [reaching(1, 'A'), reaching(1, 'B')] })
    .end(),
};
