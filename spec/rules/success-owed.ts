import type { CallName } from '../../schemas/contract.ts';
import { SUCCEED } from '../claims.ts';
import { MshareScene } from '../mshare-scene.ts';
import type { Rule } from '../rule.ts';
import { BUF, DONE, refused, twoSharers } from '../scene.ts';
import { everyGeneration } from '../scopes.ts';

const CALLS: readonly CallName[] = [
  'open',
  'close',
  'ftruncate',
  'mmap',
  'munmap',
  'mprotect',
  'madvise',
  'mremap',
  'fork',
  'exec',
  'exit',
  'mount',
  'umount',
  'unlink',
  'read',
  'fstat',
  'fallocate',
  'ioctl',
  'pass-fd',
  'mshare_create',
  'mshare_attach',
  'mshare_detach',
  'mshare_map',
  'mshare_unmap',
  'mshare_protect',
  'mshare_advise',
  'mshare',
  'mshare_unlink',
];

export const rule: Rule = {
  id: 'success-owed',
  family: 'errors',
  sentence: 'Where no rule refuses, the call succeeds.',
  source: 'The specification names every refusal; anything else is an error of the implementation.',
  needs: 'outcome',
  scope: everyGeneration,
  calls: CALLS,
  onCall: () => SUCCEED,
  onAccess: (v) => (v.says === 'allowed' ? SUCCEED : undefined),
  questions: ['q-overlap'],
  fallback: true,
  holds: new MshareScene('The name of an ordinary file is taken away, beside the region of two')
    .create()
    .join()
    .does({ call: 'unlink', process: 'A', file: 'db' }, DONE)
    .end(),
  breaks: twoSharers('An ordinary call fails').protect('A', BUF, '0x1000', 'r', refused('EINVAL')).end(),
};
