/** The errors of patches 1 to 20 of the third version, and of ordinary Linux around them. What no trace can say is left out: lseek, directories, hard links. */
import { ioctlRow, row, unreached } from './row.ts';
import type { AnswerRow } from './row.ts';

const LINUX = 'Linux';
const CREATE = 'MSHAREFS_CREATE_MAPPING';
const UNMAP = 'MSHAREFS_UNMAP';

/** A patch of the third version, August 2025. */
function patch(number: number): string {
  return `PATCH v3, patch ${number}`;
}

/** A row of one request that nothing here can reach. */
function ioctlUnreached(request: string, answer: AnswerRow['answer'], when: string, source: string, never: string): AnswerRow {
  return { ...unreached('ioctl', answer, when, source, never), request };
}

const names: readonly AnswerRow[] = [
  row('mount', 'done', 'once', patch(1), 'mount-and-names'),
  row(
    'mount',
    'EBUSY',
    'mounted already; or a second instance in front',
    'open: one instance for all, or one for each mount',
    'mounted-twice',
  ),
  row('umount', 'done', 'nothing keeps it', LINUX, 'unmounting-what-is-in-use'),
  row('umount', 'EINVAL', 'not mounted', LINUX, 'mount-and-names'),
  row('umount', 'EBUSY', 'a file is open or mapped', LINUX, 'unmounting-what-is-in-use'),
  row('open', 'ENOENT', 'msharefs is not mounted', LINUX, 'mount-and-names'),
  row('open', 'ENOENT', 'no such name', LINUX, 'mount-and-names'),
  row('open', 'done', 'O_CREAT of a new name makes a region', patch(3), 'mount-and-names'),
  row('open', 'EEXIST', 'O_CREAT and O_EXCL of a name that is there', LINUX, 'mount-and-names'),
  row('open', 'EINVAL', 'O_TRUNC of a region that has its size', patch(5), 'truncated-on-opening'),
  row('open', 'EINVAL', 'O_TRUNC of a region without a size, as size 0; or success', 'open: q-size-zero', 'truncated-before-it-has-a-size'),
  row('open', 'ENOMEM', 'no memory for the host of a new region', patch(3), 'no-memory-for-a-new-region'),
  unreached('open', 'EACCES', 'mshare_info is opened for writing', patch(2), 'Every process here may do what the superuser may.'),
  row('unlink', 'done', 'a region, attached or not', patch(3), 'unlinked-while-attached'),
  row('unlink', 'ENOENT', 'no such name', LINUX, 'mount-and-names'),
  row('unlink', 'EPERM', 'mshare_info', patch(3), 'mount-and-names'),
  row('read', 'done', 'mshare_info, to its end', patch(2), 'information-file'),
  row('read', 'EINVAL', 'a region file', patch(3), 'region-file-is-not-read'),
  row('read', 'EBADF', 'a descriptor that is not open', LINUX, 'sizing-what-is-no-region'),
  row('fstat', 'done', 'the size, once it is set', patch(5), 'size-is-set-once'),
  row('fstat', 'EBADF', 'a descriptor that is not open', LINUX, 'sizing-what-is-no-region'),
  row('pass-fd', 'done', 'to a process that is no relative', LINUX, 'descriptor-passed-on'),
  row('pass-fd', 'EBADF', 'a descriptor that is not open', LINUX, 'descriptor-passed-on'),
  row('close', 'done', 'a region goes on for those who have a window', LINUX, 'region-kept-by-its-name'),
  row('close', 'EBADF', 'a descriptor that is not open', LINUX, 'sizing-what-is-no-region'),
];

const sizes: readonly AnswerRow[] = [
  row('ftruncate', 'done', 'a multiple of the unit, once', patch(5), 'size-is-set-once'),
  row('ftruncate', 'EINVAL', 'sized already', patch(5), 'size-is-set-once'),
  row('ftruncate', 'EINVAL', 'no multiple of the unit', patch(5), 'size-not-a-multiple-of-the-unit'),
  row('ftruncate', 'EINVAL', 'size 0; or success', 'open: q-size-zero', 'sized-to-zero'),
  row('ftruncate', 'EINVAL', 'a descriptor that cannot be written', LINUX, 'size-through-a-descriptor-for-reading'),
  row('ftruncate', 'EBADF', 'a descriptor that is not open', LINUX, 'sizing-what-is-no-region'),
  unreached(
    'ftruncate',
    'EFBIG',
    'beyond RLIMIT_FSIZE, or the largest file',
    LINUX,
    'No process here has a limit, and the largest region fits in no address space.',
  ),
  row('ftruncate', 'EINVAL', 'a file of huge pages, to a part of one', LINUX, 'huge-file-shortened-for-all'),
  row('fallocate', 'done', 'a multiple of the unit, once', patch(5), 'size-by-fallocate'),
  row('fallocate', 'EOPNOTSUPP', 'a mode', patch(5), 'fallocate-with-a-mode-or-an-offset'),
  row('fallocate', 'EINVAL', 'an offset', patch(5), 'fallocate-with-a-mode-or-an-offset'),
  row('fallocate', 'EINVAL', 'length 0', LINUX, 'fallocate-with-a-mode-or-an-offset'),
  row('fallocate', 'EINVAL', 'no multiple of the unit', patch(5), 'size-not-a-multiple-of-the-unit'),
  row('fallocate', 'EINVAL', 'sized already', patch(5), 'size-is-set-once'),
  row('fallocate', 'EBADF', 'a descriptor that cannot be written', LINUX, 'size-through-a-descriptor-for-reading'),
];

const contents: readonly AnswerRow[] = [
  row('ioctl', 'EBADF', 'a descriptor that is not open', LINUX, 'sizing-what-is-no-region'),
  row('ioctl', 'ENOTTY', 'mshare_info, or a file that is no region', LINUX, 'sizing-what-is-no-region'),
  row('ioctl', 'ENOTTY', 'an unknown request', patch(18), 'unknown-request-and-bad-pointer'),
  row('ioctl', 'EINVAL', 'an unknown request, before the region has its size', patch(18), 'nothing-placed-before-the-size'),
  ioctlRow(CREATE, 'EFAULT', 'an argument that cannot be read', patch(18), 'unknown-request-and-bad-pointer'),
  ioctlRow(UNMAP, 'EFAULT', 'an argument that cannot be read', patch(19), 'unknown-request-and-bad-pointer'),
  ioctlRow(CREATE, 'EINVAL', 'the region has no size yet', patch(18), 'nothing-placed-before-the-size'),
  ioctlRow(UNMAP, 'EINVAL', 'the region has no size yet', patch(19), 'nothing-placed-before-the-size'),
  ioctlRow(CREATE, 'done', 'anonymous memory', patch(18), 'two-windows-one-table'),
  ioctlRow(CREATE, 'done', 'a file', patch(20), 'file-placed-and-mapped-beside'),
  ioctlRow(CREATE, 'done', 'in the place of what stood there', patch(18), 'replaced-for-all-sharers'),
  ioctlRow(CREATE, 'done', 'anonymous huge pages, rounded up', patch(20), 'huge-pages-in-a-region'),
  ioctlRow(CREATE, 'done', 'a file of huge pages, rounded up', patch(20), 'huge-file-size-is-rounded-up'),
  ioctlRow(CREATE, 'EINVAL', 'it begins beyond the region', patch(18), 'placing-outside-the-region'),
  ioctlRow(CREATE, 'EINVAL', 'it ends beyond the region', patch(18), 'placing-outside-the-region'),
  ioctlRow(CREATE, 'EINVAL', 'MAP_SHARED or MAP_FIXED is missing, or MAP_PRIVATE is there', patch(18), 'placing-with-the-wrong-flags'),
  ioctlRow(CREATE, 'EINVAL', 'MAP_FIXED_NOREPLACE without MAP_FIXED', patch(18), 'placing-with-the-wrong-flags'),
  ioctlRow(CREATE, 'EINVAL', 'MAP_SHARED_VALIDATE on anonymous memory', LINUX, 'placing-with-the-wrong-flags'),
  ioctlRow(CREATE, 'EBADF', 'an object that is not open', patch(20), 'placing-what-cannot-be-placed'),
  ioctlRow(CREATE, 'EINVAL', 'a region in a region', patch(20), 'placing-what-cannot-be-placed'),
  ioctlRow(CREATE, 'EINVAL', 'MAP_HUGETLB and a file of ordinary pages', patch(20), 'placing-what-cannot-be-placed'),
  ioctlRow(CREATE, 'EINVAL', 'huge pages at a place inside one', patch(20), 'huge-pages-in-a-region'),
  ioctlRow(CREATE, 'EINVAL', 'an offset inside a huge page of its file', LINUX, 'huge-file-where-no-huge-page-begins'),
  ioctlRow(CREATE, 'EINVAL', 'in the place of a part of a huge page', LINUX, 'huge-file-page-replaced'),
  ioctlUnreached(
    CREATE,
    'ENOMEM',
    'no huge pages to set aside',
    LINUX,
    'There is no pool here: huge pages do not run out before they are touched.',
  ),
  ioctlRow(CREATE, 'EINVAL', 'size 0', LINUX, 'placing-outside-the-region'),
  ioctlRow(CREATE, 'EINVAL', 'a place inside a page', LINUX, 'placing-outside-the-region'),
  ioctlRow(CREATE, 'EINVAL', 'an offset of the object inside a page; or rounded down', 'open: q-object-offset', 'odd-offset-in-the-object'),
  ioctlRow(CREATE, 'EACCES', 'an object that cannot be read, or written as PROT_WRITE asks', LINUX, 'placing-what-cannot-be-placed'),
  ioctlRow(CREATE, 'ENODEV', 'an object that cannot be mapped', LINUX, 'placing-what-cannot-be-placed'),
  ioctlRow(CREATE, 'EEXIST', 'MAP_FIXED_NOREPLACE beside MAP_FIXED, over something', LINUX, 'placing-without-replacing'),
  ioctlRow(CREATE, 'EINVAL', 'the owner is gone; or success', 'open: q-place-ownerless', 'filled-after-the-owner'),
  ioctlUnreached(CREATE, 'EINTR', 'a fatal signal while the host is locked', patch(18), 'No signal comes here but those of accesses.'),
  ioctlUnreached(
    CREATE,
    'EPERM',
    'PROT_EXEC of a file on a mount without execution, or a seal',
    LINUX,
    'No file here is so mounted or sealed.',
  ),
  ioctlUnreached(CREATE, 'ENOMEM', 'too many mappings, or RLIMIT_AS', LINUX, 'No process here has a limit.'),
  ioctlUnreached(CREATE, 'EAGAIN', 'MAP_LOCKED beyond RLIMIT_MEMLOCK', LINUX, 'There is no MAP_LOCKED here.'),
  ioctlRow(CREATE, 'EOPNOTSUPP', 'MAP_SHARED_VALIDATE with a flag that no file knows', LINUX, 'placing-with-an-unknown-flag'),
  ioctlRow(UNMAP, 'done', 'what stands there, or nothing', patch(19), 'taking-out-what-is-not-there'),
  ioctlRow(UNMAP, 'EINVAL', 'it begins or ends beyond the region, or is larger', patch(19), 'taking-out-what-is-not-there'),
  ioctlRow(UNMAP, 'EINVAL', 'size 0, or a place inside a page', LINUX, 'taking-out-what-is-not-there'),
  ioctlRow(UNMAP, 'EINVAL', 'a part of a huge page', LINUX, 'huge-pages-in-a-region'),
  ioctlUnreached(UNMAP, 'EINTR', 'a fatal signal while the host is locked', patch(19), 'No signal comes here but those of accesses.'),
  ioctlUnreached(UNMAP, 'ENOMEM', 'too many mappings after a split', LINUX, 'No process here has a limit.'),
];

const windows: readonly AnswerRow[] = [
  row('mmap', 'done', 'the whole of a region, at a multiple of the unit', patch(7), 'two-windows-one-table'),
  row('mmap', 'done', 'without an address, or with a hint', patch(7), 'attaching-where-the-kernel-chooses'),
  row('mmap', 'EINVAL', 'MAP_PRIVATE', patch(7), 'attaching-what-cannot-be-attached'),
  row('mmap', 'EINVAL', 'the region has no size yet', patch(7), 'attaching-what-cannot-be-attached'),
  row('mmap', 'EINVAL', 'the owner of the region is gone', patch(17), 'owner-exits'),
  row('mmap', 'EINVAL', 'a length that is not that of the region', patch(7), 'attaching-what-cannot-be-attached'),
  row('mmap', 'EINVAL', 'MAP_FIXED between two multiples of the unit', patch(7), 'attaching-what-cannot-be-attached'),
  row('mmap', 'EINVAL', 'an offset of the region file; or the whole region', 'open: q-window-offset', 'window-from-an-offset'),
  row('mmap', 'ENOMEM', 'a region larger than the address space', patch(7), 'no-room-for-a-window'),
  row('mmap', 'EEXIST', 'MAP_FIXED_NOREPLACE over a mapping', LINUX, 'attaching-over-what-is-there'),
  row('mmap', 'EBADF', 'a descriptor that is not open', LINUX, 'sizing-what-is-no-region'),
  row('mmap', 'EACCES', 'a descriptor that cannot be read, or written as PROT_WRITE asks', LINUX, 'attaching-what-cannot-be-attached'),
  row('mmap', 'ENODEV', 'mshare_info', patch(2), 'sizing-what-is-no-region'),
  row('mmap', 'EINVAL', 'MAP_FIXED over a part of a window', patch(7), 'part-of-a-window-unmapped'),
  row('munmap', 'done', 'a whole window', patch(13), 'whole-window-unmapped'),
  row('munmap', 'EINVAL', 'a part of a window', patch(7), 'part-of-a-window-unmapped'),
  row('mprotect', 'EINVAL', 'a window, or a part of it', patch(7), 'window-is-not-protected'),
  row('mremap', 'EFAULT', 'a window is to grow', patch(7), 'window-of-another-size'),
  row('mremap', 'EINVAL', 'a window is to shrink', patch(7), 'window-of-another-size'),
  row('mremap', 'EINVAL', 'a window is to move; or it moves', 'open: q-window-move', 'window-moved'),
  row('madvise', 'EINVAL', 'MADV_DONTNEED in a window; or success', 'open: q-window-advice', 'advice-in-a-window'),
  row('madvise', 'EINVAL', 'MADV_REMOVE in a window', LINUX, 'advice-in-a-window'),
  row('fork', 'done', 'the window is inherited', LINUX, 'forked-sharer'),
  row('exec', 'done', 'the window is left', LINUX, 'exec-leaves-the-window'),
  row('exit', 'done', 'of the owner: the region is empty', patch(17), 'owner-exits'),
];

export const msharefsIoctl: readonly AnswerRow[] = [...names, ...sizes, ...contents, ...windows];
