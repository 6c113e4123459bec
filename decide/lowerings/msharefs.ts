/** msharefs of 2022: the first mmap of a region file fixes where it is and how large; what is in it is anonymous memory. */
import { DEFAULT_GEOMETRY } from '../../schemas/contract.ts';
import type { Step } from '../../schemas/generated/types.ts';
import { BUF, Bases, ELSEWHERE, hex } from '../lowering.ts';
import type { Lowered, Lowering } from '../lowering.ts';
import type { Operation, Who } from '../operation.ts';
import { PROTS } from '../protections.ts';
import { FIRST_BYTES, UNIT_BYTES, UNIT_PAGES, protOf, usualByMmap, askTheUnit } from './usual.ts';

const LENGTH = hex(UNIT_BYTES);

const LACKING = {
  place: 'A region holds anonymous memory throughout',
  withdraw: 'A region holds anonymous memory throughout',
} as const;

function attach(bases: Bases, by: Who, how: 'elsewhere' | 'reading' | undefined, created: boolean): readonly Step[] {
  const base = how === 'elsewhere' ? ELSEWHERE : BUF;
  bases.put(by, base);
  return [
    { call: 'open', process: by, file: 'shared', flags: created ? ['O_RDWR', 'O_CREAT', 'O_EXCL'] : ['O_RDWR'], as: 'region' },
    { call: 'mmap', process: by, addr: hex(base), length: LENGTH, prot: protOf(how), flags: ['MAP_SHARED', 'MAP_FIXED'], fd: 'region' },
  ];
}

function lower(bases: Bases, operation: Operation): Lowered {
  const { by } = operation;
  switch (operation.do) {
    case 'create':
      return [{ call: 'mount', process: by }, ...attach(bases, by, undefined, true)];
    case 'join':
      return attach(bases, by, operation.how, false);
    case 'map plainly':
      bases.put(by, BUF);
      return [ordinary(by)];
    case 'forget':
      return [{ call: 'unlink', process: by, file: 'shared' }];
    case 'ask the unit':
      return askTheUnit(by);
    case 'place':
      // Anonymous memory is there already.
      return operation.object === 'anonymous' ? [] : { lacking: LACKING.place };
    case 'withdraw':
      return { lacking: LACKING[operation.do] };
    default:
      return usualByMmap(bases, operation, LENGTH) ?? [];
  }
}

/** Memory of the caller alone, where the others have the region. */
function ordinary(by: Who): Step {
  const flags = ['MAP_SHARED', 'MAP_FIXED', 'MAP_ANONYMOUS'] as const;
  return { call: 'mmap', process: by, addr: hex(BUF), length: FIRST_BYTES, prot: PROTS.stores, flags: [...flags] };
}

export const msharefs: Lowering = {
  generation: 'msharefs',
  geometry: DEFAULT_GEOMETRY,
  files: { shared: { size: '0x0', on: 'msharefs' }, mshare_info: { size: '0x0', on: 'msharefs' } },
  pages: UNIT_PAGES,
  begin() {
    const bases = new Bases();
    return (operation) => lower(bases, operation);
  },
};
