import { INSPECTION } from '../features.ts';
import { baselineClaim, baselineFinding } from '../ledger.ts';
import type { Rule } from '../rule.ts';
import { BUF, Scene, value } from '../scene.ts';
import { everyGeneration } from '../scopes.ts';

export const rule: Rule = {
  id: 'baseline-returns',
  family: 'accounting',
  sentence: 'When all mappings are gone, page tables take what they took before.',
  source: 'Follows from teardown; what remains is a leak.',
  needs: 'table-bytes',
  scope: everyGeneration,
  calls: ['table-bytes'],
  onCall: baselineClaim,
  concerns: INSPECTION.idle,
  inspect: baselineFinding,
  holds: new Scene('Back to the baseline')
    .open('A', 'log')
    .does({ call: 'table-bytes' }, value(4096))
    .map('A')
    .store('A', BUF, 1)
    .unmap('A', BUF, '0x200000')
    .does({ call: 'table-bytes' }, value(4096))
    .end(),
  breaks: new Scene('More than before')
    .open('A', 'log')
    .does({ call: 'table-bytes' }, value(4096))
    .map('A')
    .store('A', BUF, 1)
    .unmap('A', BUF, '0x200000')
    .does({ call: 'table-bytes' }, value(16384))
    .end(),
};
