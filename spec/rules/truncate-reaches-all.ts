import { ACCESS } from '../features.ts';
import type { AccessView } from '../access.ts';
import { FAULT, shows, undisturbed } from '../claims.ts';
import type { Claim, Rule } from '../rule.ts';
import { BEYOND, DONE, at, twoSharers, value } from '../scene.ts';
import { everyGeneration } from '../scopes.ts';

function afterShrinking(v: AccessView): Claim | undefined {
  if (!v.mapping?.shared || v.mapping.file.shrunkAt < 0) return undefined;
  if (v.says === 'beyond-end') return FAULT;
  return v.byte?.through === 'truncate' ? (shows(v) ?? undisturbed(v)) : undisturbed(v);
}

export const rule: Rule = {
  id: 'truncate-reaches-all',
  family: 'teardown',
  sentence: 'When the file shrinks, every sharer gets SIGBUS beyond the new end and zeros where it grows again; what lies below stays.',
  source: 'ftruncate(2) and mmap(2); entries and cached translations of all sharers must go.',
  needs: 'outcome',
  scope: everyGeneration,
  questions: ['q-truncate-while-unmapping'],
  concerns: ACCESS.shrunk,
  onAccess: afterShrinking,
  holds: twoSharers('B gets SIGBUS')
    .store('B', at(5), 1)
    .does({ call: 'ftruncate', process: 'A', fd: 'fd-db', size: '0x1000' }, DONE)
    .load('B', at(5), BEYOND)
    .end(),
  breaks: twoSharers('B still reads')
    .store('B', at(5), 1)
    .does({ call: 'ftruncate', process: 'A', fd: 'fd-db', size: '0x1000' }, DONE)
    .load('B', at(5), value(1))
    .end(),
};
