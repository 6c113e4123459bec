import type { CallName } from '../../schemas/contract.ts';
import { errorsClaim } from '../errors.ts';
import type { Rule } from '../rule.ts';
import { at, refused, twoSharers } from '../scene.ts';
import { everyGeneration } from '../scopes.ts';

const CALLS: readonly CallName[] = [
  ...(['close', 'ftruncate', 'mmap', 'munmap', 'mprotect', 'madvise', 'mremap'] as const),
  ...(['open', 'unlink', 'mount', 'umount', 'read', 'fstat', 'fallocate', 'ioctl', 'pass-fd'] as const),
  ...(['mshare_create', 'mshare_attach', 'mshare_detach', 'mshare_map', 'mshare_unmap', 'mshare_protect', 'mshare_advise'] as const),
  ...(['mshare', 'mshare_unlink'] as const),
];

export const rule: Rule = {
  id: 'errno-permitted',
  family: 'errors',
  sentence: 'A call that ordinary Linux refuses is refused with one of the errors that are due; where several are, any of them.',
  source:
    'mmap(2), munmap(2), mprotect(2), madvise(2), mremap(2), ftruncate(2), close(2); of files in msharefs open(2), unlink(2), mount(2), umount(2), read(2), fallocate(2), ioctl(2).',
  needs: 'outcome',
  scope: everyGeneration,
  questions: ['q-mprotect-hole'],
  calls: CALLS,
  onCall: errorsClaim,
  holds: twoSharers('An unaligned address').unmap('A', at(0, 1), '0x1000', refused('EINVAL')).end(),
  breaks: twoSharers('An unaligned address is taken').unmap('A', at(0, 1), '0x1000').end(),
};
