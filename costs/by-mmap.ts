import { toHex } from '../schemas/address.ts';
import type { Geometry, MapFlags, Prot } from '../schemas/generated/types.ts';
import type { Manner } from './manner.ts';

const READ_WRITE: Prot = ['PROT_READ', 'PROT_WRITE'];

/** A file is opened and mapped with these flags: whole tables of it, and at the beginning of a top entry in the middle of the lower half. */
export function mannerOfMmap({ pageSize, entriesPerTable, levels }: Geometry, flags: MapFlags): (pages: number) => Manner {
  const shift = Math.log2(pageSize);
  const address = (page: number): string => toHex((entriesPerTable / 4) * entriesPerTable ** (levels - 1) + page, 0, shift);
  return (pages) => {
    const length = toHex(Math.ceil(pages / entriesPerTable) * entriesPerTable, 0, shift);
    const range = { addr: address(0), length };
    const map: Manner['create'] = (seat) => [
      { call: 'open', process: seat.process, file: 'pool', flags: ['O_RDWR'], as: 'fd' },
      { call: 'mmap', ...seat, ...range, prot: READ_WRITE, flags, fd: 'fd', offset: '0x0' },
    ];
    return {
      files: { pool: { size: length } },
      create: map,
      join: map,
      protect: (seat, prot) => [{ call: 'mprotect', ...seat, ...range, prot }],
      leave: (seat) => [{ call: 'munmap', ...seat, ...range }],
      address,
    };
  };
}
