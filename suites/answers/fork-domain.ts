import { row } from './row.ts';
import type { AnswerRow } from './row.ts';

const DOMAIN = 'Android, mm/ptshare.c (2026)';
const LINUX = 'Linux';

export const forkDomain: readonly AnswerRow[] = [
  row('mmap', 'EINVAL', 'the flag on anonymous memory', DOMAIN, 'domain-refuses-anonymous'),
  row('mmap', 'EINVAL', 'the flag and PROT_WRITE with MAP_PRIVATE', DOMAIN, 'domain-refuses-private-and-writable'),
  row('mmap', 'EINVAL', 'the flag without MAP_FIXED', DOMAIN, 'domain-refuses-without-a-place'),
  row('mmap', 'EINVAL', 'the flag, and an address or a length that is no multiple of a PMD', DOMAIN, 'domain-refuses-what-is-not-aligned'),
  row('mmap', 'EINVAL', 'the flag over pages that the domain has given away', DOMAIN, 'domain-refuses-overlap'),
  row('mmap', 'EINVAL', 'the flag without a mapping type', LINUX, 'domain-ordinary-errors'),
  row('mmap', 'EOPNOTSUPP', 'the flag with MAP_SHARED_VALIDATE on a file', LINUX, 'domain-validated'),
  row('mmap', 'ENOMEM', 'no memory for the hidden mm', DOMAIN, 'domain-no-memory-for-a-domain'),
  row('mmap', 'done', 'the flag on a private mapping that may only be read: shared', DOMAIN, 'domain-private-read-only'),
  row('mmap', 'EINVAL', 'length 0, or an offset inside a page', LINUX, 'domain-ordinary-errors'),
  row('mmap', 'EBADF', 'a descriptor that is not open', LINUX, 'domain-ordinary-errors'),
  row('mmap', 'EACCES', 'a descriptor that cannot be read, or PROT_WRITE and one that cannot be written', LINUX, 'domain-ordinary-errors'),
  row('mmap', 'ENOMEM', 'beyond user space', LINUX, 'domain-ordinary-errors'),
  row('munmap', 'done', 'a part of a shared mapping: the caller leaves', DOMAIN, 'domain-unmap-one-page'),
  row('munmap', 'EINVAL', 'an address inside a page, or length 0', LINUX, 'domain-errors-of-changes'),
  row('mprotect', 'done', 'a shared mapping: the caller leaves', DOMAIN, 'domain-protect-one-page'),
  row('mprotect', 'EINVAL', 'an address inside a page', LINUX, 'domain-errors-of-changes'),
  row('mprotect', 'ENOMEM', 'a hole', LINUX, 'domain-errors-of-changes'),
  row('mprotect', 'EACCES', 'PROT_WRITE and a descriptor that cannot be written', LINUX, 'domain-read-only-descriptor'),
  row('madvise', 'done', 'MADV_DONTNEED on a shared mapping: the caller leaves', DOMAIN, 'domain-dontneed-by-one'),
  row('madvise', 'done', 'MADV_REMOVE on a shared mapping: for all', DOMAIN, 'domain-remove-for-all'),
  row('madvise', 'EINVAL', 'an address inside a page', LINUX, 'domain-errors-of-changes'),
  row('mremap', 'done', 'a shared mapping: the caller leaves', DOMAIN, 'domain-move'),
  row('mremap', 'EINVAL', 'new length 0', LINUX, 'domain-errors-of-changes'),
  row('mremap', 'EFAULT', 'nothing is mapped', LINUX, 'domain-errors-of-changes'),
  row('fork', 'ENOMEM', 'no memory', LINUX, 'domain-no-memory-for-a-child'),
];
