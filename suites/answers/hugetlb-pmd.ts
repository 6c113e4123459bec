/** What Linux answers on mappings of hugetlbfs, as 6.1 does. Nobody asks for sharing, so that no error is one of sharing. */
import { row, unreached } from './row.ts';
import type { AnswerRow } from './row.ts';

const HUGE = 'Linux, mmap(2) on huge pages';
const LINUX = 'Linux';

export const hugetlbPmd: readonly AnswerRow[] = [
  row('mmap', 'done', 'a whole GiB of a file, as another one has it', LINUX, 'huge-faults-share-a-table'),
  row('mmap', 'done', 'a length inside a huge page: rounded up', HUGE, 'huge-short-length-is-rounded-up'),
  row('mmap', 'done', 'writable, and longer than the file, which grows', 'Linux, hugetlbfs_file_mmap', 'huge-mapping-grows-the-file'),
  row('mmap', 'EINVAL', 'length 0', LINUX, 'huge-errors-of-mappings'),
  row('mmap', 'EINVAL', 'no mapping type', LINUX, 'huge-errors-of-mappings'),
  row('mmap', 'EINVAL', 'an offset inside a huge page', HUGE, 'huge-errors-of-mappings'),
  row('mmap', 'EINVAL', 'MAP_FIXED, and an address inside a huge page', HUGE, 'huge-errors-of-mappings'),
  row('mmap', 'EINVAL', 'the same over a mapping, which may be gone', 'open: q-refused-fixed', 'huge-refused-over-a-mapping'),
  row('mmap', 'EBADF', 'a descriptor that is not open', LINUX, 'huge-errors-of-mappings'),
  row('mmap', 'EACCES', 'a descriptor that cannot be read, or written as PROT_WRITE asks', LINUX, 'huge-errors-of-mappings'),
  row('mmap', 'EEXIST', 'MAP_FIXED_NOREPLACE over a mapping', LINUX, 'huge-errors-of-mappings'),
  row('mmap', 'ENOMEM', 'beyond user space', LINUX, 'huge-errors-of-mappings'),
  unreached(
    'mmap',
    'ENOMEM',
    'no huge pages to set aside',
    HUGE,
    'There is no pool here: huge pages do not run out before they are touched.',
  ),
  row('munmap', 'done', 'a huge page of a shared table: the caller leaves', LINUX, 'huge-unmap-one-page'),
  row('munmap', 'EINVAL', 'a part of a huge page', HUGE, 'huge-errors-of-sizes'),
  row('munmap', 'EINVAL', 'length 0', LINUX, 'huge-errors-of-changes'),
  row('mprotect', 'done', 'a huge page of a shared table: the caller leaves', LINUX, 'huge-protect-one-page'),
  row('mprotect', 'EINVAL', 'a part of a huge page', HUGE, 'huge-errors-of-sizes'),
  row('mprotect', 'EINVAL', 'an address inside a huge page', HUGE, 'huge-errors-of-changes'),
  row('mprotect', 'ENOMEM', 'a hole', LINUX, 'huge-errors-of-changes'),
  row('mprotect', 'EACCES', 'PROT_WRITE and a descriptor that cannot be written', LINUX, 'huge-read-only-descriptor'),
  row('madvise', 'done', 'MADV_DONTNEED: the caller leaves', LINUX, 'huge-dontneed-by-one'),
  row('madvise', 'done', 'MADV_REMOVE: for all', LINUX, 'huge-remove-for-all'),
  row('madvise', 'EINVAL', 'an address inside a huge page', HUGE, 'huge-errors-of-changes'),
  row('madvise', 'ENOMEM', 'a hole', LINUX, 'huge-errors-of-changes'),
  row('mremap', 'done', 'to another place: the caller leaves', LINUX, 'huge-move'),
  row('mremap', 'EINVAL', 'a mapping is to grow', 'Linux, mremap of hugetlb mappings since 5.16', 'huge-errors-of-sizes'),
  row('mremap', 'EINVAL', 'new length 0, or an address inside a huge page', LINUX, 'huge-errors-of-changes'),
  row('mremap', 'EFAULT', 'nothing is mapped', LINUX, 'huge-errors-of-changes'),
  row('ftruncate', 'done', 'a multiple of a huge page: for all', LINUX, 'huge-truncate-for-all'),
  row('ftruncate', 'EINVAL', 'a size inside a huge page', 'Linux, hugetlbfs_setattr', 'huge-errors-of-sizes'),
  row('ftruncate', 'EINVAL', 'a descriptor that cannot be written', LINUX, 'huge-errors-of-changes'),
  row('ftruncate', 'EBADF', 'a descriptor that is not open', LINUX, 'huge-errors-of-changes'),
  row('fork', 'done', 'the child gets no table, and shares by its faults', LINUX, 'huge-fork-shares-by-faults'),
  row('fork', 'ENOMEM', 'no memory', LINUX, 'huge-fork-without-memory'),
  row('exec', 'done', 'the table is left', LINUX, 'huge-exec-leaves'),
  row('exit', 'done', 'the table stays with the others', LINUX, 'huge-creator-exits'),
  row('close', 'done', 'mappings share on', LINUX, 'huge-close-keeps-sharing'),
  row('close', 'EBADF', 'a descriptor that is not open', LINUX, 'huge-errors-of-mappings'),
];
