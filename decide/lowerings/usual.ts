/** What is said alike in every generation. */
import type { Prot, Step } from '../../schemas/generated/types.ts';
import { hex } from '../lowering.ts';
import type { Bases } from '../lowering.ts';
import type { Operation, Who } from '../operation.ts';
import { PROTS } from '../protections.ts';

export const PAGE = 4096;
/** Pages of the first object of a region, and the page at which a second one is placed. */
export const FIRST_PAGES = 8;
export const SECOND_PAGE = 16;
/** The unit of sharing where it is the entry of a P4D or a PGD of 4 levels: 512 GiB. */
export const UNIT_BYTES = 2n ** 39n;
export const UNIT_PAGES = Number(UNIT_BYTES / BigInt(PAGE));
/** The size of the first object. */
export const FIRST_BYTES = hex(FIRST_PAGES * PAGE);

/** Loads, stores, exits and forks; undefined for what a generation says in its own way. */
export function usual(bases: Bases, operation: Operation, pageSize = PAGE): readonly Step[] | undefined {
  const { by } = operation;
  switch (operation.do) {
    case 'write':
      return [{ call: 'store', process: by, addr: bases.at(by, operation.page ?? 0, pageSize), value: 7 }];
    case 'read':
      return [{ call: 'load', process: by, addr: bases.at(by, operation.page ?? 0, pageSize) }];
    case 'exit':
      bases.end(by);
      return [{ call: 'exit', process: by }];
    case 'fork':
      bases.inherit(by, operation.child);
      return [{ call: 'fork', process: by, child: operation.child }];
    default:
      return undefined;
  }
}

/** The same, and what is said by mprotect and munmap where these act on a range of `length` bytes. */
export function usualByMmap(bases: Bases, operation: Operation, length: string, pageSize = PAGE): readonly Step[] | undefined {
  const { by } = operation;
  const unmap = (bytes: string): Step => ({ call: 'munmap', process: by, addr: bases.at(by, 0, pageSize), length: bytes });
  switch (operation.do) {
    case 'protect':
      return [mprotect(bases, operation, pageSize)];
    case 'leave':
      return [unmap(length)];
    case 'leave in part':
      return [unmap(hex(pageSize))];
    default:
      return usual(bases, operation, pageSize);
  }
}

function mprotect(bases: Bases, operation: Extract<Operation, { do: 'protect' }>, pageSize: number): Step {
  const { by, page = 0, pages = 1, allow } = operation;
  return { call: 'mprotect', process: by, addr: bases.at(by, page, pageSize), length: hex(pages * pageSize), prot: PROTS[allow] };
}

/** Loads and stores, or loads alone. */
export function protOf(how: 'elsewhere' | 'reading' | undefined): Prot {
  return how === 'reading' ? PROTS.loads : PROTS.stores;
}

/** The object of a region, opened and mapped as any file is. */
export function mapPlainly(by: Who, base: bigint, length: string): readonly Step[] {
  return [
    { call: 'open', process: by, file: 'db', flags: ['O_RDWR'], as: 'plain' },
    { call: 'mmap', process: by, addr: hex(base), length, prot: PROTS.stores, flags: ['MAP_SHARED', 'MAP_FIXED'], fd: 'plain' },
  ];
}

/** The unit is the content of a file. */
export function askTheUnit(by: Who): readonly Step[] {
  return [
    { call: 'mount', process: by },
    { call: 'open', process: by, file: 'mshare_info', flags: ['O_RDONLY'], as: 'info' },
    { call: 'read', process: by, fd: 'info', length: '0x80' },
  ];
}
