import { ACCESS } from '../features.ts';
import { freshChange, changedByOther, widened, owed } from '../claims.ts';
import type { Rule } from '../rule.ts';
import { ACCERR, BUF, Scene } from '../scene.ts';
import { protectionOfRegion } from '../scopes.ts';

export const rule: Rule = {
  id: 'unprotect-reaches-sharers',
  family: 'protection',
  sentence: 'Access that one sharer gives is there for every other sharer when the call returns.',
  source: 'The other direction of the same requirement (seed message, October 2023).',
  needs: 'outcome',
  scope: protectionOfRegion,
  concerns: ACCESS.changed,
  onAccess: (v) => (freshChange(v) && changedByOther(v) && widened(v) ? owed(v) : undefined),
  holds: new Scene('B may store again')
    .map('A', { prot: 'r' })
    .map('B', { prot: 'r' })
    .protect('A', BUF, '0x1000', 'rw')
    .store('B', BUF, 1)
    .end(),
  breaks: new Scene('B is still refused')
    .map('A', { prot: 'r' })
    .map('B', { prot: 'r' })
    .protect('A', BUF, '0x1000', 'rw')
    .store('B', BUF, 1, ACCERR)
    .end(),
};
