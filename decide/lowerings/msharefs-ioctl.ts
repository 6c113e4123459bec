/** msharefs with ioctls: a region file is sized once, objects are placed by ioctl, windows are mapped at any address. */
import { DEFAULT_GEOMETRY } from '../../schemas/contract.ts';
import type { Prot, Step } from '../../schemas/generated/types.ts';
import { BUF, Bases, ELSEWHERE, hex } from '../lowering.ts';
import type { Lowered, Lowering } from '../lowering.ts';
import type { Operation, Who } from '../operation.ts';
import { PROTS } from '../protections.ts';
import {
  FIRST_BYTES,
  FIRST_PAGES,
  PAGE,
  SECOND_PAGE,
  UNIT_BYTES,
  UNIT_PAGES,
  mapPlainly,
  protOf,
  askTheUnit,
  usualByMmap,
} from './usual.ts';

const LENGTH = hex(UNIT_BYTES);

/** What stands in the region at SECOND_PAGE. */
type Second = 'file' | 'anonymous' | undefined;

class Story {
  private readonly bases = new Bases();
  private second: Second = undefined;

  lower(operation: Operation): Lowered {
    const { by } = operation;
    switch (operation.do) {
      case 'create':
        return this.create(by);
      case 'join':
        return this.attach(by, operation.how, ['O_RDWR']);
      case 'map plainly':
        this.bases.put(by, ELSEWHERE);
        return mapPlainly(by, ELSEWHERE, FIRST_BYTES);
      case 'protect':
        // No call changes a protection: the pages are placed anew, with another one.
        return this.mapping(by, operation.page ?? 0, operation.pages ?? 1, PROTS[operation.allow]);
      case 'place':
        this.second = operation.object;
        return this.mapping(by, SECOND_PAGE, FIRST_PAGES, PROTS.stores);
      case 'withdraw':
        return [
          {
            call: 'ioctl',
            process: by,
            fd: 'region',
            request: 'MSHAREFS_UNMAP',
            regionOffset: hex((operation.page ?? 0) * PAGE),
            size: hex(PAGE),
          },
        ];
      case 'forget':
        return [{ call: 'unlink', process: by, file: 'shared' }];
      case 'ask the unit':
        return askTheUnit(by);
      default:
        return usualByMmap(this.bases, operation, LENGTH) ?? [];
    }
  }

  private create(by: Who): readonly Step[] {
    const [opened, ...mapped] = this.attach(by, undefined, ['O_RDWR', 'O_CREAT', 'O_EXCL']);
    return [
      { call: 'mount', process: by },
      opened!,
      { call: 'ftruncate', process: by, fd: 'region', size: LENGTH },
      ...this.mapping(by, 0, FIRST_PAGES, PROTS.stores),
      ...mapped,
    ];
  }

  private attach(by: Who, how: 'elsewhere' | 'reading' | undefined, flags: Extract<Step, { call: 'open' }>['flags']): readonly Step[] {
    const base = how === 'elsewhere' ? ELSEWHERE : BUF;
    this.bases.put(by, base);
    return [
      { call: 'open', process: by, file: 'shared', flags, as: 'region' },
      { call: 'mmap', process: by, addr: hex(base), length: LENGTH, prot: protOf(how), flags: ['MAP_SHARED', 'MAP_FIXED'], fd: 'region' },
    ];
  }

  private mapping(by: Who, page: number, pages: number, prot: Prot): readonly Step[] {
    const place = { call: 'ioctl', process: by, fd: 'region', request: 'MSHAREFS_CREATE_MAPPING', prot } as const;
    const range = { regionOffset: hex(page * PAGE), size: hex(pages * PAGE) };
    const first = page < SECOND_PAGE;
    if (!first && this.second === 'anonymous') {
      return [{ ...place, ...range, offset: '0x0', flags: ['MAP_SHARED', 'MAP_FIXED', 'MAP_ANONYMOUS'] }];
    }
    const object = this.bases.handle();
    const offset = hex((first ? page : page - SECOND_PAGE) * PAGE);
    return [
      { call: 'open', process: by, file: first ? 'db' : 'other', flags: ['O_RDWR'], as: object },
      { ...place, ...range, offset, flags: ['MAP_SHARED', 'MAP_FIXED'], object },
    ];
  }
}

export const msharefsIoctl: Lowering = {
  generation: 'msharefs-ioctl',
  geometry: DEFAULT_GEOMETRY,
  files: {
    db: { size: FIRST_BYTES },
    other: { size: FIRST_BYTES },
    shared: { size: '0x0', on: 'msharefs' },
    mshare_info: { size: '0x0', on: 'msharefs' },
  },
  pages: UNIT_PAGES,
  begin() {
    const story = new Story();
    return (operation) => story.lower(operation);
  },
};
