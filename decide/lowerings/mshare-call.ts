/** mshare() and mshare_unlink(): what the creator has mapped becomes a region with a name. */
import { DEFAULT_GEOMETRY } from '../../schemas/contract.ts';
import type { Step } from '../../schemas/generated/types.ts';
import { BUF, Bases, ELSEWHERE, hex } from '../lowering.ts';
import type { Lowered, Lowering } from '../lowering.ts';
import type { Operation, Who } from '../operation.ts';
import { PROTS } from '../protections.ts';
import { FIRST_BYTES, PAGE, SECOND_PAGE, UNIT_BYTES, UNIT_PAGES, mapPlainly, usualByMmap } from './usual.ts';

const LENGTH = hex(UNIT_BYTES);
const MODE = 0o600;

const LACKING = {
  withdraw: 'munmap concerns the caller',
  'ask the unit': 'Nothing tells the unit',
} as const;

function share(by: Who, base: bigint, flags: Extract<Step, { call: 'mshare' }>['flags']): Step {
  return { call: 'mshare', process: by, file: 'shared', addr: hex(base), length: LENGTH, flags, mode: MODE };
}

function lower(bases: Bases, operation: Operation): Lowered {
  const { by } = operation;
  switch (operation.do) {
    case 'create':
      bases.put(by, BUF);
      return [{ call: 'mount', process: by }, ...mapPlainly(by, BUF, FIRST_BYTES), share(by, BUF, ['O_CREAT', 'O_RDWR'])];
    case 'join': {
      const base = operation.how === 'elsewhere' ? ELSEWHERE : BUF;
      bases.put(by, base);
      return [share(by, base, operation.how === 'reading' ? ['O_RDONLY'] : ['O_RDWR'])];
    }
    case 'map plainly':
      bases.put(by, ELSEWHERE);
      return mapPlainly(by, ELSEWHERE, FIRST_BYTES);
    case 'place':
      return place(by, bases, operation.object);
    case 'forget':
      return [{ call: 'mshare_unlink', process: by, file: 'shared' }];
    case 'withdraw':
    case 'ask the unit':
      return { lacking: LACKING[operation.do] };
    default:
      return usualByMmap(bases, operation, LENGTH) ?? [];
  }
}

/** A mapping made in the range. */
function place(by: Who, bases: Bases, object: 'file' | 'anonymous'): readonly Step[] {
  const range = { addr: bases.at(by, SECOND_PAGE, PAGE), length: FIRST_BYTES, prot: PROTS.stores };
  if (object === 'anonymous') return [{ call: 'mmap', process: by, ...range, flags: ['MAP_SHARED', 'MAP_FIXED', 'MAP_ANONYMOUS'] }];
  const fd = bases.handle();
  return [
    { call: 'open', process: by, file: 'other', flags: ['O_RDWR'], as: fd },
    { call: 'mmap', process: by, ...range, flags: ['MAP_SHARED', 'MAP_FIXED'], fd },
  ];
}

export const mshareCall: Lowering = {
  generation: 'mshare-call',
  geometry: DEFAULT_GEOMETRY,
  files: { db: { size: FIRST_BYTES }, other: { size: FIRST_BYTES }, shared: { size: '0x0', on: 'msharefs' } },
  pages: UNIT_PAGES,
  begin() {
    const bases = new Bases();
    return (operation) => lower(bases, operation);
  },
};
