/** The calls announced in 2026: a region is a descriptor, and what is in it is placed, protected and taken out by calls of its own. */
import { DEFAULT_GEOMETRY } from '../../schemas/contract.ts';
import type { Step } from '../../schemas/generated/types.ts';
import { BUF, Bases, ELSEWHERE, hex } from '../lowering.ts';
import type { Lowered, Lowering } from '../lowering.ts';
import type { Operation, Who } from '../operation.ts';
import { PROTS } from '../protections.ts';
import { FIRST_BYTES, FIRST_PAGES, PAGE, SECOND_PAGE, UNIT_BYTES, UNIT_PAGES, mapPlainly, usual } from './usual.ts';

const LENGTH = hex(UNIT_BYTES);

const LACKING = {
  forget: 'A region has no name: whoever is given its descriptor can attach',
  'ask the unit': 'No call is announced that tells the unit',
} as const;

function attach(bases: Bases, by: Who, how?: 'elsewhere' | 'reading'): Lowered {
  if (how === 'reading') return { lacking: 'mshare_attach is announced without a protection' };
  const base = how === 'elsewhere' ? ELSEWHERE : BUF;
  bases.put(by, base);
  return [{ call: 'mshare_attach', process: by, fd: 'region', offset: '0x0', size: LENGTH, addr: hex(base), flags: ['MAP_FIXED'] }];
}

function created(bases: Bases, by: Who): Lowered {
  const window = attach(bases, by);
  return [
    { call: 'mshare_create', process: by, flags: [], as: 'region' },
    { call: 'ftruncate', process: by, fd: 'region', size: LENGTH },
    ...placed(bases, by, 0, 'db'),
    ...('lacking' in window ? [] : window),
  ];
}

/** A joiner needs the descriptor first, from somebody who has it. */
function joined(bases: Bases, operation: Extract<Operation, { do: 'join' }>): Lowered {
  const { holder } = bases;
  if (holder === undefined) return { lacking: 'Nobody is left who could pass the descriptor on' };
  const window = attach(bases, operation.by, operation.how);
  return 'lacking' in window ? window : [{ call: 'pass-fd', process: holder, fd: 'region', to: operation.by, as: 'region' }, ...window];
}

function placed(bases: Bases, by: Who, page: number, file: string | undefined): readonly Step[] {
  const map = {
    call: 'mshare_map',
    process: by,
    fd: 'region',
    offset: hex(page * PAGE),
    size: hex(FIRST_PAGES * PAGE),
    prot: PROTS.stores,
  } as const;
  if (file === undefined) return [{ ...map, flags: ['MAP_SHARED', 'MAP_FIXED', 'MAP_ANONYMOUS'] }];
  const object = bases.handle();
  return [
    { call: 'open', process: by, file, flags: ['O_RDWR'], as: object },
    { ...map, flags: ['MAP_SHARED', 'MAP_FIXED'], object, objectOffset: '0x0' },
  ];
}

function lower(bases: Bases, operation: Operation): Lowered {
  const { by } = operation;
  switch (operation.do) {
    case 'create':
      return created(bases, by);
    case 'join':
      return joined(bases, operation);
    case 'map plainly':
      bases.put(by, ELSEWHERE);
      return mapPlainly(by, ELSEWHERE, FIRST_BYTES);
    case 'place':
      return placed(bases, by, SECOND_PAGE, operation.object === 'file' ? 'other' : undefined);
    case 'protect': {
      const { page = 0, pages = 1, allow } = operation;
      return [{ call: 'mshare_protect', process: by, fd: 'region', offset: hex(page * PAGE), size: hex(pages * PAGE), prot: PROTS[allow] }];
    }
    case 'withdraw':
      return [{ call: 'mshare_unmap', process: by, fd: 'region', offset: hex((operation.page ?? 0) * PAGE), size: hex(PAGE) }];
    case 'leave':
      return [{ call: 'mshare_detach', process: by, addr: bases.at(by, 0, PAGE), size: LENGTH }];
    case 'leave in part':
      return [{ call: 'mshare_detach', process: by, addr: bases.at(by, 0, PAGE), size: hex(PAGE) }];
    case 'forget':
    case 'ask the unit':
      return { lacking: LACKING[operation.do] };
    default:
      return usual(bases, operation) ?? [];
  }
}

export const mshareProtect: Lowering = {
  generation: 'mshare-protect',
  geometry: DEFAULT_GEOMETRY,
  files: { db: { size: FIRST_BYTES }, other: { size: FIRST_BYTES } },
  pages: UNIT_PAGES,
  begin() {
    const bases = new Bases();
    return (operation) => lower(bases, operation);
  },
};
