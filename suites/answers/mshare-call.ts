/** The errors of mshare() and mshare_unlink(), January and April 2022, as far as they are meant, and of ordinary Linux around them. */
import { row, unreached } from './row.ts';
import type { AnswerRow } from './row.ts';

const LINUX = 'Linux';
const RFC = 'RFC of January 2022';
const V1 = 'PATCH v1 of April 2022';
const BOTH = `${RFC}, ${V1}`;

const making: readonly AnswerRow[] = [
  row('mshare', 'done', 'a new name: what is mapped in the range becomes a region', BOTH, 'mshare-memory-becomes-a-region'),
  row('mshare', 'ENOENT', 'msharefs is not mounted', BOTH, 'mshare-names-without-msharefs'),
  row('mshare', 'EINVAL', 'the address is no multiple of the unit', BOTH, 'mshare-odd-ranges'),
  row('mshare', 'EINVAL', 'the length is no multiple of the unit', BOTH, 'mshare-odd-ranges'),
  row('mshare', 'EINVAL', 'the length is 0: nothing can be mapped in such a range', BOTH, 'mshare-odd-ranges'),
  row('mshare', 'EFAULT', 'the name is a pointer to no memory', BOTH, 'mshare-names-that-cannot-be-read'),
  row('mshare', 'ENAMETOOLONG', 'the name is too long', BOTH, 'mshare-names-that-cannot-be-read'),
  row('mshare', 'ENOENT', 'the name is empty', BOTH, 'mshare-names-that-cannot-be-read'),
  row('mshare', 'EINVAL', 'a new name, and nothing is mapped in the range', BOTH, 'mshare-nothing-to-give'),
  row('mshare', 'EINVAL', 'a new name, and a mapping straddles an end of the range', BOTH, 'mshare-mappings-across-the-ends'),
  row('mshare', 'EINVAL', 'a new name, and the range shares already', 'no source speaks of it', 'mshare-range-that-shares-already'),
  row('mshare', 'done', 'a new name without O_CREAT; or ENOENT, EINVAL', 'open: q-create-flag', 'mshare-made-without-asking'),
  row('mshare', 'ENOMEM', 'no memory for the mm of a new region', BOTH, 'mshare-no-memory-for-a-region'),
  unreached(
    'mshare',
    'ENOMEM',
    'no memory for the copy of a mapping, or for the name',
    BOTH,
    'On the reference mappings and names take no memory that can fail.',
  ),
];

const attaching: readonly AnswerRow[] = [
  row('mshare', 'done', 'a known name: the caller gets a window', BOTH, 'mshare-memory-becomes-a-region'),
  row('mshare', 'EEXIST', 'a known name and O_CREAT', BOTH, 'mshare-name-that-is-taken'),
  row('mshare', 'EEXIST', 'a known name and O_EXCL', BOTH, 'mshare-name-that-is-taken'),
  row('mshare', 'EINVAL', 'the caller has something mapped in the range', BOTH, 'mshare-attaching-over-what-is-there'),
  row('mshare', 'EINVAL', 'a name that was there and is gone', BOTH, 'mshare-given-back-by-one-who-never-attached'),
  row('mshare', 'EINVAL', 'a range that is not that of the region', `${RFC}, cover letter`, 'mshare-attaching-elsewhere'),
  row('mshare', 'EINVAL', 'the range cannot be mapped: it is empty', BOTH, 'mshare-odd-ranges'),
  row('mshare', 'EPERM', 'more access than the creator asked for; or a window', `${V1}; open: q-attach-rights`, 'mshare-made-for-reading'),
  row(
    'mshare',
    'EPERM',
    'O_WRONLY of what was made with O_RDWR; or a window',
    `${V1}; open: q-attach-rights`,
    'mshare-attached-for-writing-alone',
  ),
  unreached(
    'mshare',
    'EINVAL',
    'a mapping begins below the range once the window is mapped',
    RFC,
    'That needs a mapping across the start of the range, which is refused before.',
  ),
];

const givingBack: readonly AnswerRow[] = [
  row('mshare_unlink', 'done', 'one use of the name is given back', BOTH, 'mshare-each-use-is-given-back'),
  row('mshare_unlink', 'ENOENT', 'msharefs is not mounted', BOTH, 'mshare-names-without-msharefs'),
  row('mshare_unlink', 'EINVAL', 'no region has the name', BOTH, 'mshare-unknown-name-given-back'),
  row('mshare_unlink', 'EINVAL', 'once more than the name was used', BOTH, 'mshare-each-use-is-given-back'),
  row('mshare_unlink', 'EFAULT', 'the name is a pointer to no memory', BOTH, 'mshare-names-that-cannot-be-read'),
  row('mshare_unlink', 'ENAMETOOLONG', 'the name is too long', BOTH, 'mshare-names-that-cannot-be-read'),
  row('mshare_unlink', 'ENOENT', 'the name is empty', BOTH, 'mshare-names-that-cannot-be-read'),
];

const files: readonly AnswerRow[] = [
  row('mount', 'done', 'once', RFC, 'mshare-mount-and-unmount'),
  row('umount', 'EINVAL', 'not mounted', LINUX, 'mshare-mount-and-unmount'),
  row('umount', 'EBUSY', 'a region is attached', LINUX, 'mshare-mount-and-unmount'),
  row('open', 'EACCES', 'O_CREAT of a new name: nobody makes files there', RFC, 'mshare-file-is-to-be-read'),
  row('open', 'ENOENT', 'no such name', LINUX, 'mshare-file-is-to-be-read'),
  row('open', 'EPERM', 'the file of a region, for writing', `${RFC}, patch 2: it is immutable`, 'mshare-file-is-to-be-read'),
  row('open', 'ENOENT', 'mshare_info', BOTH, 'mshare-no-information-file'),
  row('unlink', 'EPERM', 'the file of a region', `${RFC}, patch 2: it is immutable`, 'mshare-file-is-to-be-read'),
  row('read', 'done', 'start and size of the region, and each time the same', BOTH, 'mshare-place-and-size-are-read'),
  row('read', 'EFAULT', '0 bytes; or nothing', `${BOTH}; open: q-info-again`, 'mshare-place-and-size-are-read'),
  row('read', 'EBADF', 'a descriptor that is not open', LINUX, 'mshare-file-is-to-be-read'),
  row('fstat', 'EBADF', 'a descriptor that is not open', LINUX, 'mshare-file-is-to-be-read'),
  row('mmap', 'ENODEV', 'the file of a region', RFC, 'mshare-file-is-to-be-read'),
  row('ftruncate', 'EINVAL', 'the file of a region, which cannot be open for writing', LINUX, 'mshare-file-is-to-be-read'),
  row('fallocate', 'EBADF', 'the file of a region, which cannot be open for writing', LINUX, 'mshare-file-is-to-be-read'),
  row('ioctl', 'ENOTTY', 'the file of a region', LINUX, 'mshare-file-is-to-be-read'),
];

const windows: readonly AnswerRow[] = [
  row('munmap', 'done', 'a whole window', LINUX, 'mshare-whole-window-unmapped'),
  row(
    'munmap',
    'EINVAL',
    'a part of a window',
    'open issue of the author: mappings are not to be split',
    'mshare-part-of-a-window-unmapped',
  ),
  row('munmap', 'EINVAL', 'an address inside a page, or length 0', LINUX, 'mshare-odd-arguments'),
  row(
    'mmap',
    'EINVAL',
    'MAP_FIXED over a part of a window; or made into the region',
    'open: q-window-mapped',
    'mshare-memory-mapped-into-a-region',
  ),
  row(
    'mmap',
    'EINVAL',
    'MAP_FIXED from within a window to beyond it',
    'open issue of the author',
    'mshare-mapped-across-the-end-of-a-window',
  ),
  row('mmap', 'EEXIST', 'MAP_FIXED_NOREPLACE in a window', LINUX, 'mshare-mapped-across-the-end-of-a-window'),
  row('mmap', 'EBADF', 'a descriptor that is not open', LINUX, 'mshare-odd-arguments'),
  row('mprotect', 'done', 'pages of a window, for all who share it', `${RFC}, cover letter`, 'mshare-protect-one-page-for-all'),
  row('mprotect', 'ENOMEM', 'a hole', LINUX, 'mshare-odd-arguments'),
  row('mprotect', 'EINVAL', 'an address inside a page', LINUX, 'mshare-odd-arguments'),
  row('mremap', 'EFAULT', 'a window is to grow', LINUX, 'mshare-window-of-another-size-or-place'),
  row('mremap', 'EINVAL', 'a window is to shrink or to move', LINUX, 'mshare-window-of-another-size-or-place'),
  row('madvise', 'done', 'MADV_DONTNEED in a window: data kept; or EINVAL', 'open: q-dontneed', 'mshare-advice-in-a-window'),
  row('madvise', 'EINVAL', 'MADV_REMOVE in a window', LINUX, 'mshare-advice-in-a-window'),
  row('close', 'EBADF', 'a descriptor that is not open', LINUX, 'mshare-odd-arguments'),
  row('pass-fd', 'EBADF', 'a descriptor that is not open', LINUX, 'mshare-odd-arguments'),
  row('fork', 'done', 'the window is inherited, and no use of the name is counted', RFC, 'mshare-forked-sharer'),
  row('exit', 'done', 'the name stays until it is given back', `${RFC}, discussion`, 'mshare-everybody-has-gone'),
];

export const mshareCall: readonly AnswerRow[] = [...making, ...attaching, ...givingBack, ...files, ...windows];
