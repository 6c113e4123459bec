/** The errors of PATCH v2, June 2022, as far as they are meant, and of ordinary Linux around them. What no trace can say is left out: directories, hard links, rename. */
import { row, unreached } from './row.ts';
import type { AnswerRow } from './row.ts';

const LINUX = 'Linux';
const COVER = 'PATCH v2 of June 2022, cover letter';
const CODE = 'PATCH v2 of June 2022, patches 6 to 9';

/** A patch of June 2022. */
function patch(number: number): string {
  return `PATCH v2 of June 2022, patch ${number}`;
}

const names: readonly AnswerRow[] = [
  row('mount', 'done', 'once', COVER, 'msharefs-mount-and-names'),
  row(
    'mount',
    'EBUSY',
    'mounted already; or a second instance in front',
    'open: one instance for all, or one for each mount',
    'msharefs-mounted-twice',
  ),
  row('umount', 'done', 'nothing keeps it', LINUX, 'msharefs-unmounting-what-is-in-use'),
  row('umount', 'EINVAL', 'not mounted', LINUX, 'msharefs-mount-and-names'),
  row('umount', 'EBUSY', 'a file is open or mapped', LINUX, 'msharefs-unmounting-what-is-in-use'),
  row('open', 'ENOENT', 'msharefs is not mounted', LINUX, 'msharefs-mount-and-names'),
  row('open', 'ENOENT', 'no such name', LINUX, 'msharefs-mount-and-names'),
  row('open', 'done', 'O_CREAT of a new name makes a region that is still to begin', patch(4), 'msharefs-place-and-size-are-read'),
  row('open', 'EEXIST', 'O_CREAT and O_EXCL of a name that is there', LINUX, 'msharefs-mount-and-names'),
  row('open', 'ENOMEM', 'no memory for the host of a new region', CODE, 'msharefs-no-memory-for-a-region'),
  row(
    'open',
    'done',
    'O_TRUNC of a region: as if it were not there; or refused',
    'open: q-region-truncated',
    'msharefs-sizing-calls-on-a-region',
  ),
  unreached(
    'open',
    'EACCES',
    'mshare_info, of mode 0444, is opened for writing',
    patch(2),
    'Every process here may do what the superuser may.',
  ),
  row('unlink', 'done', 'a region, attached or not', COVER, 'msharefs-unlinked-while-attached'),
  row('unlink', 'ENOENT', 'no such name', LINUX, 'msharefs-mount-and-names'),
  row('unlink', 'EPERM', 'mshare_info; or its name goes', 'open: q-info-unlinked', 'msharefs-information-file-unlinked'),
  row('close', 'done', 'a region goes on for those who have a window', LINUX, 'msharefs-closing-keeps-windows'),
  row('close', 'EBADF', 'a descriptor that is not open', LINUX, 'msharefs-closed-descriptors'),
  row('pass-fd', 'done', 'to a process that is no relative', LINUX, 'msharefs-descriptor-passed-on'),
  row('pass-fd', 'EBADF', 'a descriptor that is not open', LINUX, 'msharefs-descriptor-passed-on'),
];

const told: readonly AnswerRow[] = [
  row('read', 'done', 'mshare_info, to its end', patch(2), 'msharefs-information-file'),
  row('read', 'done', 'a region file: its place and size, zeros before', COVER, 'msharefs-place-and-size-are-read'),
  row('read', 'EFAULT', 'a region file, 0 bytes; or nothing', CODE, 'msharefs-place-is-read-again-and-in-parts'),
  row('read', 'EBADF', 'a descriptor that is not open, or only for writing', LINUX, 'msharefs-descriptor-for-writing'),
  row('fstat', 'EBADF', 'a descriptor that is not open', LINUX, 'msharefs-closed-descriptors'),
  row('ftruncate', 'done', 'a region file: nothing happens; or refused', 'open: q-region-truncated', 'msharefs-sizing-calls-on-a-region'),
  row('ftruncate', 'EBADF', 'a descriptor that is not open', LINUX, 'msharefs-closed-descriptors'),
  row('fallocate', 'EOPNOTSUPP', 'a region file; or nothing happens', 'open: q-region-truncated', 'msharefs-sizing-calls-on-a-region'),
  row('fallocate', 'EBADF', 'a descriptor that is not open', LINUX, 'msharefs-closed-descriptors'),
  row('ioctl', 'ENOTTY', 'any request', LINUX, 'msharefs-no-ioctls'),
  row('ioctl', 'EBADF', 'a descriptor that is not open', LINUX, 'msharefs-closed-descriptors'),
];

const windows: readonly AnswerRow[] = [
  row('mmap', 'done', 'the first mapping, whole units at a multiple of the unit', patch(8), 'msharefs-first-mapping-begins-the-region'),
  row('mmap', 'EINVAL', 'the first mapping, between two multiples of the unit', patch(8), 'msharefs-first-mapping-at-an-odd-place'),
  row('mmap', 'EINVAL', 'the first mapping, of no whole number of units', patch(8), 'msharefs-first-mapping-of-an-odd-size'),
  row('mmap', 'done', 'a later mapping, at the same place and of the same size', patch(8), 'msharefs-first-mapping-begins-the-region'),
  row('mmap', 'EINVAL', 'a later mapping, at another place', patch(8), 'msharefs-joining-elsewhere'),
  row('mmap', 'EINVAL', 'a later mapping, of another size', patch(8), 'msharefs-joining-elsewhere'),
  unreached(
    'mmap',
    'ENOMEM',
    'no memory for the mapping in the host, or for that of the caller',
    patch(8),
    'On the reference mappings take no memory; tables and pages do, when they are touched.',
  ),
  row('mmap', 'EINVAL', 'MAP_PRIVATE; or shared all the same', 'open: q-private-window', 'msharefs-mapped-as-private'),
  row('mmap', 'EACCES', 'PROT_WRITE and a descriptor that cannot be written', LINUX, 'msharefs-descriptor-for-reading'),
  row('mmap', 'EACCES', 'a descriptor that cannot be read', LINUX, 'msharefs-descriptor-for-writing'),
  row('mmap', 'done', 'start and size as a hint', COVER, 'msharefs-address-as-a-hint'),
  row('mmap', 'EINVAL', 'the hint is taken, or is not where the region is', patch(8), 'msharefs-hint-that-is-taken'),
  row(
    'mmap',
    'done',
    'the first mapping, at a place that the kernel chooses; or EINVAL',
    'open: q-window-anywhere',
    'msharefs-place-left-to-the-kernel',
  ),
  row('mmap', 'EINVAL', 'an offset of the region file; or the whole region', 'open: q-window-offset', 'msharefs-window-from-an-offset'),
  row('mmap', 'EINVAL', 'an offset inside a page', LINUX, 'msharefs-odd-arguments'),
  row('mmap', 'EINVAL', 'length 0', LINUX, 'msharefs-first-mapping-of-an-odd-size'),
  row('mmap', 'EINVAL', 'no mapping type', LINUX, 'msharefs-odd-arguments'),
  row('mmap', 'ENOMEM', 'as large as the address space, or beyond it', LINUX, 'msharefs-no-room-for-a-region'),
  row('mmap', 'EEXIST', 'MAP_FIXED_NOREPLACE over a mapping', LINUX, 'msharefs-window-over-what-was-there'),
  row('mmap', 'EBADF', 'a descriptor that is not open', LINUX, 'msharefs-closed-descriptors'),
  row('mmap', 'ENODEV', 'mshare_info', LINUX, 'msharefs-information-file'),
  row(
    'mmap',
    'EINVAL',
    'MAP_FIXED over a part of a window',
    'Mark Hemment, and the answer of the author',
    'msharefs-part-of-a-window-unmapped',
  ),
  row('munmap', 'done', 'a whole window', COVER, 'msharefs-whole-window-unmapped'),
  row('munmap', 'EINVAL', 'a part of a window', 'Mark Hemment, and the answer of the author', 'msharefs-part-of-a-window-unmapped'),
  row('munmap', 'EINVAL', 'an address inside a page, or length 0', LINUX, 'msharefs-odd-arguments'),
  row('mprotect', 'done', 'a window: for all who share it', COVER, 'msharefs-protect-the-whole-window'),
  row(
    'mprotect',
    'done',
    'a part of a window: these pages, for all; or EINVAL',
    'open: q-window-part',
    'msharefs-protect-one-page-for-all',
  ),
  row('mprotect', 'EACCES', 'PROT_WRITE and a descriptor that cannot be written', LINUX, 'msharefs-descriptor-for-reading'),
  row('mprotect', 'EINVAL', 'an address inside a page', LINUX, 'msharefs-odd-arguments'),
  row('mprotect', 'ENOMEM', 'a hole', LINUX, 'msharefs-odd-arguments'),
  row('mremap', 'EFAULT', 'a window is to grow', LINUX, 'msharefs-window-of-another-size-or-place'),
  row('mremap', 'EINVAL', 'a window is to shrink or to move', LINUX, 'msharefs-window-of-another-size-or-place'),
  row('madvise', 'done', 'MADV_DONTNEED in a window: data kept; or EINVAL', 'open: q-dontneed', 'msharefs-advice-in-a-window'),
  row('madvise', 'EINVAL', 'MADV_REMOVE in a window', LINUX, 'msharefs-advice-in-a-window'),
  row('madvise', 'EINVAL', 'an address inside a page', LINUX, 'msharefs-odd-arguments'),
  row('fork', 'done', 'the window is inherited', LINUX, 'msharefs-forked-sharer'),
  row('exec', 'done', 'the window is left', LINUX, 'msharefs-exec-leaves-the-window'),
  row('exit', 'done', 'the others go on', LINUX, 'msharefs-exits-creator-first'),
];

export const msharefs: readonly AnswerRow[] = [...names, ...told, ...windows];
