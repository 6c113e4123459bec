/** What the announced set of calls answers, as far as it is known; the rest is as the earlier series has it. */
import { row } from './row.ts';
import type { AnswerRow } from './row.ts';

const LINUX = 'Linux';
const ANNOUNCED = 'announced, May 2026';

const calls: readonly AnswerRow[] = [
  row('mshare_create', 'done', 'no flags, or O_CLOEXEC', ANNOUNCED, 'two-windows-by-descriptor'),
  row('mshare_create', 'EINVAL', 'another flag', ANNOUNCED, 'created-with-flags'),
  row('mshare_create', 'ENOMEM', 'no memory for the host', LINUX, 'calls-no-memory-for-a-region'),
  row('mshare_attach', 'done', 'whole units, at a multiple of the unit', ANNOUNCED, 'attached-in-two-parts'),
  row('mshare_attach', 'done', 'without an address', ANNOUNCED, 'attached-where-the-kernel-chooses'),
  row('mshare_attach', 'EINVAL', 'the region has no size yet', ANNOUNCED, 'attaching-what-is-no-part'),
  row('mshare_attach', 'EINVAL', 'beyond the size, or no whole units', ANNOUNCED, 'attaching-what-is-no-part'),
  row('mshare_attach', 'EINVAL', 'MAP_FIXED between two multiples of the unit', ANNOUNCED, 'attaching-what-is-no-part'),
  row('mshare_attach', 'EINVAL', 'over a part of another window', ANNOUNCED, 'attached-over-a-part-of-a-window'),
  row('mshare_attach', 'EINVAL', 'the owner of the region is gone', ANNOUNCED, 'calls-owner-exits'),
  row('mshare_attach', 'EINVAL', 'the owner of the region has closed it', ANNOUNCED, 'owner-closes'),
  row('mshare_attach', 'EEXIST', 'MAP_FIXED_NOREPLACE over a mapping', LINUX, 'attached-over-what-is-there'),
  row('mshare_attach', 'ENOMEM', 'no room for the window', LINUX, 'calls-no-room-for-a-window'),
  row('mshare_attach', 'EBADF', 'a descriptor that is not open', LINUX, 'calls-on-what-is-no-region'),
  row('mshare_detach', 'done', 'a whole window', ANNOUNCED, 'detached-alone'),
  row('mshare_detach', 'EINVAL', 'a part of a window, more, or no window', ANNOUNCED, 'detaching-what-is-no-window'),
  row('mshare_map', 'done', 'anonymous memory', ANNOUNCED, 'two-windows-by-descriptor'),
  row('mshare_map', 'done', 'a file', ANNOUNCED, 'file-in-a-region'),
  row('mshare_map', 'EINVAL', 'beyond the size, size 0, or a place inside a page', ANNOUNCED, 'calls-placing-what-cannot-be-placed'),
  row('mshare_map', 'EINVAL', 'MAP_PRIVATE, or no type', ANNOUNCED, 'calls-placing-what-cannot-be-placed'),
  row('mshare_map', 'EINVAL', 'a region in a region', ANNOUNCED, 'calls-placing-what-cannot-be-placed'),
  row('mshare_map', 'EINVAL', 'an offset of the object inside a page; or rounded down', 'open: q-object-offset', 'object-at-an-odd-offset'),
  row('mshare_map', 'EINVAL', 'the owner is gone; or success', 'open: q-place-ownerless', 'child-of-an-owner-that-is-gone'),
  row('mshare_map', 'EBADF', 'an object, or a region, that is not open', LINUX, 'calls-placing-what-cannot-be-placed'),
  row('mshare_map', 'EACCES', 'an object that cannot be written as PROT_WRITE asks', LINUX, 'calls-placing-what-cannot-be-placed'),
  row('mshare_map', 'EEXIST', 'MAP_FIXED_NOREPLACE over something', LINUX, 'placed-over-what-is-there'),
  row('mshare_unmap', 'done', 'what stands there, or nothing', ANNOUNCED, 'taking-out-bounds'),
  row('mshare_unmap', 'EINVAL', 'beyond the size, size 0, or a place inside a page', ANNOUNCED, 'taking-out-bounds'),
  row('mshare_unmap', 'EBADF', 'a descriptor that is not open', LINUX, 'calls-on-what-is-no-region'),
  row('mshare_protect', 'done', 'for all sharers', ANNOUNCED, 'one-call-protects-for-all'),
  row('mshare_protect', 'EINVAL', 'beyond the size, size 0, or a place inside a page', ANNOUNCED, 'protection-outside-the-region'),
  row('mshare_protect', 'EINVAL', 'a part of a huge page', LINUX, 'calls-huge-pages-protected-whole'),
  row('mshare_protect', 'ENOMEM', 'a hole; or what is there is protected', 'open: q-mprotect-hole', 'protection-over-a-hole'),
  row('mshare_protect', 'EACCES', 'PROT_WRITE, and an object that cannot be written', LINUX, 'writing-that-the-object-does-not-allow'),
  row('mshare_protect', 'EBADF', 'a descriptor that is not open', LINUX, 'calls-on-what-is-no-region'),
  row('mshare_advise', 'done', 'MADV_DONTNEED; or an error', 'open: q-region-advice', 'advice-on-a-region'),
  row('mshare_advise', 'done', 'MADV_REMOVE; or an error', 'open: q-region-advice', 'removed-from-a-region'),
  row('mshare_advise', 'EINVAL', 'beyond the size, or size 0', ANNOUNCED, 'advice-on-a-region'),
  row('mshare_advise', 'EBADF', 'a descriptor that is not open', LINUX, 'calls-on-what-is-no-region'),
];

const others: readonly AnswerRow[] = [
  row('ftruncate', 'done', 'a multiple of the unit, once', ANNOUNCED, 'size-of-a-region'),
  row('ftruncate', 'EINVAL', 'no multiple of the unit, or sized already', ANNOUNCED, 'size-of-a-region'),
  row('ftruncate', 'EBADF', 'a descriptor that is not open', LINUX, 'created-with-flags'),
  row('fstat', 'done', 'the size, once it is set', ANNOUNCED, 'size-of-a-region'),
  row('read', 'EINVAL', 'a region', LINUX, 'calls-on-what-is-no-region'),
  row('ioctl', 'ENOTTY', 'a region: there are calls instead', ANNOUNCED, 'calls-on-what-is-no-region'),
  row('mmap', 'ENODEV', 'a region: there is a call to attach', ANNOUNCED, 'calls-on-what-is-no-region'),
  row('pass-fd', 'done', 'to a process that is no relative', LINUX, 'two-windows-by-descriptor'),
  row('pass-fd', 'EBADF', 'a descriptor that is not open', LINUX, 'calls-on-what-is-no-region'),
  row('munmap', 'EINVAL', 'a part of a window', ANNOUNCED, 'munmap-of-a-window'),
  row('mprotect', 'EINVAL', 'a window', ANNOUNCED, 'window-is-not-edited'),
  row('mremap', 'EFAULT', 'a window is to grow', ANNOUNCED, 'window-is-not-edited'),
  row('close', 'done', 'of the owner: the region is empty', ANNOUNCED, 'owner-closes'),
  row('close', 'done', 'of another one: its window stays', ANNOUNCED, 'sharer-closes-and-exits'),
  row('exit', 'done', 'of the owner: the region is empty', ANNOUNCED, 'calls-owner-exits'),
  row('fork', 'done', 'the window is inherited', ANNOUNCED, 'calls-forked-sharer'),
  row('exec', 'done', 'the window is left', LINUX, 'exec-of-a-sharer'),
];

export const mshareProtect: readonly AnswerRow[] = [...calls, ...others];
