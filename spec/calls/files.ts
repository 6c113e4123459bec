/** open(2), close(2) and ftruncate(2). */
import { offsetOf, pageOf } from '../../schemas/address.ts';
import type { CloseCall, FtruncateCall, OpenCall } from '../../schemas/generated/types.ts';
import { HELD_BY_ALL, LARGEST_FILE, resize } from '../bytes.ts';
import type { FileState, Mapping, World } from '../world.ts';
import { type CallSpec, NO_ERRORS } from './call-spec.ts';
import { bareView } from './view.ts';

export const open: CallSpec = {
  view: bareView,
  errors: () => NO_ERRORS,
  advance: (v) => {
    const { file, flags, as } = v.call as OpenCall;
    v.process.descriptors.set(as, {
      file: v.world.files.get(file)!,
      readable: !flags.includes('O_WRONLY') || flags.includes('O_RDWR'),
      writable: flags.includes('O_WRONLY') || flags.includes('O_RDWR'),
      cloexec: flags.includes('O_CLOEXEC'),
    });
  },
};

export const close: CallSpec = {
  view: bareView,
  errors: (v) => (v.process.descriptors.get((v.call as CloseCall).fd) ? NO_ERRORS : ['EBADF']),
  advance: (v) => {
    v.process.descriptors.set((v.call as CloseCall).fd, undefined);
    v.process.closedAt = v.step;
  },
};

/** Private copies of pages beyond the end go with the file's own. */
function dropCopies(world: World, file: FileState): void {
  for (const { mappings } of world.processes.values())
    for (const m of mappings) if (m.copies && m.file === file) dropBeyondEnd(m, m.copies);
}

function dropBeyondEnd({ file, offset, start }: Mapping, copies: Map<number, unknown>): void {
  for (const page of copies.keys()) if (offset + (page - start) >= file.pages) copies.delete(page);
}

export const ftruncate: CallSpec = {
  view: bareView,
  errors: (v) => {
    const descriptor = v.process.descriptors.get((v.call as FtruncateCall).fd);
    if (!descriptor) return ['EBADF'];
    return descriptor.writable ? NO_ERRORS : ['EINVAL', 'EBADF'];
  },
  permits: (v) => {
    const bytes = pageOf((v.call as FtruncateCall).size, v.world.shift) * v.world.geometry.pageSize;
    // A size of 2^63 or more is negative to the kernel.
    if (bytes >= LARGEST_FILE) return ['EINVAL', 'EFBIG'];
    return bytes >= HELD_BY_ALL ? ['EFBIG'] : NO_ERRORS;
  },
  advance: (v) => {
    const { fd, size } = v.call as FtruncateCall;
    const file = v.process.descriptors.get(fd)!.file;
    resize(file, pageOf(size, v.world.shift), offsetOf(size, v.world.shift), v.step);
    dropCopies(v.world, file);
    v.world.version++;
  },
};
