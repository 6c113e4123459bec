import type { CallName } from '../../schemas/contract.ts';
import { errorsClaim } from '../errors.ts';
import type { Rule } from '../rule.ts';
import { BUF, at, refused, twoSharers } from '../scene.ts';
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
  holds: twoSharers('A kernel says which calls it does not have, and that it does not know msharefs')
    .does({ call: 'mshare', process: 'A', file: 'db', addr: BUF, length: '0x200000', flags: ['O_RDWR'], mode: 0 }, refused('ENOSYS'))
    .does({ call: 'mshare_create', process: 'A', flags: [], as: 'region' }, refused('ENOSYS'))
    .does({ call: 'mshare_map', process: 'A', fd: 'fd-db', offset: '0x0', size: '0x1000', prot: [], flags: [] }, refused('ENOSYS'))
    .does({ call: 'mshare_detach', process: 'A', addr: BUF, size: '0x200000' }, refused('ENOSYS'))
    .does({ call: 'mount', process: 'A' }, refused('ENODEV'))
    .unmap('A', at(0, 1), '0x1000', refused('EINVAL'))
    .end(),
  breaks: twoSharers('An unaligned address is taken').unmap('A', at(0, 1), '0x1000').end(),
};
