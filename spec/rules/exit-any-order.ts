import { ACCESS } from '../features.ts';
import { undisturbed } from '../claims.ts';
import type { Rule } from '../rule.ts';
import { BUF, DONE, MAPERR, twoSharers, value } from '../scene.ts';
import { outlivesAnyExit } from '../scopes.ts';

export const rule: Rule = {
  id: 'exit-any-order',
  family: 'teardown',
  sentence: 'Processes may exit in any order, the first mapper included, and those that stay go on undisturbed.',
  source:
    'Requirement of the author in January 2022: a region outlives its creator; in the first posted code the entries stopped working with it.',
  needs: 'outcome',
  scope: outlivesAnyExit,
  concerns: ACCESS.departed,
  onAccess: (v) => (v.region?.departure?.how === 'exit' && v.region.departure.by !== v.process.name ? undisturbed(v) : undefined),
  holds: twoSharers('B goes on after A').store('B', BUF, 1).does({ call: 'exit', process: 'A' }, DONE).load('B', BUF, value(1)).end(),
  breaks: twoSharers('B faults after A').store('B', BUF, 1).does({ call: 'exit', process: 'A' }, DONE).load('B', BUF, MAPERR).end(),
};
