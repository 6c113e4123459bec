import { domainsEnd } from '../domain-tables.ts';
import { parentAndChild, reaching } from '../fork-scene.ts';
import type { Rule } from '../rule.ts';
import { BUF, DONE } from '../scene.ts';
import { inheritedDomains } from '../scopes.ts';

function ended(title: string): ReturnType<typeof parentAndChild> {
  return parentAndChild(title).store('A', BUF, 1).does({ call: 'exit', process: 'B' }, DONE).does({ call: 'exec', process: 'A' }, DONE);
}

export const rule: Rule = {
  id: 'domain-ends',
  family: 'teardown',
  sentence: 'A domain lasts as long as some process holds it, its creator or another; with the last one its hidden mm is gone.',
  source:
    'Android, mm/ptshare.c (2026): the domain is counted by the mms that hold it, and outlives its creator (its test of an orphaned domain).',
  needs: 'tables',
  scope: inheritedDomains,
  inspect: domainsEnd,
  holds: ended('The hidden mm is gone')
    .shows({ leaves: {}, mms: [{ process: 'A', slots: {} }] })
    .end(),
  breaks: ended('The hidden mm lives')
    .shows({ leaves: { 1: [] }, mms: [{ process: 'A', slots: {} }, reaching(1)] })
    .end(),
};
