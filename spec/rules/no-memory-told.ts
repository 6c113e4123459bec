import type { CallName } from '../../schemas/contract.ts';
import type { Claim } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { ACCERR, BUF, Scene, refused, twoSharers } from '../scene.ts';
import { everyGeneration } from '../scopes.ts';

const CALLS: readonly CallName[] = [
  'open',
  'ftruncate',
  'mmap',
  'munmap',
  'mprotect',
  'madvise',
  'mremap',
  'fork',
  'exec',
  'mount',
  'fallocate',
  'ioctl',
  'mshare_create',
  'mshare_attach',
  'mshare_map',
  'mshare_protect',
  'mshare',
];
const REFUSED: Claim = { kind: 'may-refuse', errnos: ['ENOMEM'] };
const FAULT: Claim = { kind: 'signal', signal: 'SIGBUS', code: 'BUS_ADRERR' };

export const rule: Rule = {
  id: 'no-memory-told',
  family: 'errors',
  sentence:
    'A call in which an allocation fails is refused with ENOMEM, or does without; an access that cannot be served for want of memory ends in SIGBUS.',
  source: 'mmap(2), fork(2), mprotect(2); Darrick Wong on the second series (2022): an ENOMEM that was set is overwritten on the way out.',
  needs: 'outcome',
  scope: everyGeneration,
  questions: ['q-fault-without-memory'],
  calls: CALLS,
  onCall: (v) => ('fail' in v.call && v.call.fail !== undefined ? REFUSED : undefined),
  onAccess: (v) => (v.mayLackMemory ? FAULT : undefined),
  holds: new Scene('No memory for the child')
    .map('A')
    .does({ call: 'fork', process: 'A', child: 'C', fail: { allocation: 1 } }, refused('ENOMEM'))
    .end(),
  breaks: twoSharers('No memory, told as a breach of the protection')
    .does({ call: 'load', process: 'B', addr: BUF, fail: { allocation: 1 } }, ACCERR)
    .end(),
};
