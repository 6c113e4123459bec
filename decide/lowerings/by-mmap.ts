/** Generations in which mmap of a file is all that is asked for: with a flag, or without. */
import type { FileSetup, Geometry, MapFlags, Prot, Step } from '../../schemas/generated/types.ts';
import { BUF, Bases, ELSEWHERE, hex } from '../lowering.ts';
import type { Lowered, Lowering } from '../lowering.ts';
import { PROTS } from '../protections.ts';
import type { Operation, Who } from '../operation.ts';

export interface ByMmap {
  readonly generation: string;
  readonly geometry: Geometry;
  /** Pages of one unit of sharing, which is the size of the region. */
  readonly pages: number;
  /** The flags of a mapping that is to share. */
  readonly flags: MapFlags;
}

const LACKING = {
  place: 'a region is one range of one file',
  forget: 'a region has no name: whoever can open the file can join',
  'ask the unit': 'nothing tells the unit',
  withdraw: 'what is in a region is the file, and is taken out of the file',
} as const;

/** Loads and stores, or loads alone. */
function protOf(how: 'elsewhere' | 'reading' | undefined): Prot {
  return how === 'reading' ? PROTS.loads : PROTS.stores;
}

export function byMmap({ generation, geometry, pages, flags }: ByMmap): Lowering {
  const { pageSize } = geometry;
  const length = hex(BigInt(pages) * BigInt(pageSize));
  const files: Record<string, FileSetup> = { db: { size: length }, other: { size: length } };

  function mapping(by: Who, base: bigint, prot: Prot, mapFlags: MapFlags): readonly Step[] {
    return [
      { call: 'open', process: by, file: 'db', flags: ['O_RDWR'], as: 'fd' },
      { call: 'mmap', process: by, addr: hex(base), length, prot, flags: [...mapFlags, 'MAP_FIXED'], fd: 'fd' },
    ];
  }

  function lower(bases: Bases, operation: Operation): Lowered {
    const { by } = operation;
    const addr = (page = 0): string => bases.at(by, page, pageSize);
    switch (operation.do) {
      case 'create':
      case 'join': {
        const how = operation.do === 'join' ? operation.how : undefined;
        const base = how === 'elsewhere' ? ELSEWHERE : BUF;
        bases.put(by, base);
        return mapping(by, base, protOf(how), flags);
      }
      case 'map plainly':
        bases.put(by, ELSEWHERE);
        return mapping(by, ELSEWHERE, PROTS.stores, ['MAP_SHARED']);
      case 'write':
        return [{ call: 'store', process: by, addr: addr(operation.page), value: 7 }];
      case 'read':
        return [{ call: 'load', process: by, addr: addr(operation.page) }];
      case 'protect':
        return [{ call: 'mprotect', process: by, addr: addr(operation.page), length: hex(pageSize), prot: PROTS[operation.allow] }];
      case 'leave':
        return [{ call: 'munmap', process: by, addr: addr(), length }];
      case 'leave in part':
        return [{ call: 'munmap', process: by, addr: addr(), length: hex(pageSize) }];
      case 'exit':
        return [{ call: 'exit', process: by }];
      case 'fork':
        bases.inherit(by, operation.child);
        return [{ call: 'fork', process: by, child: operation.child }];
      default:
        return { lacking: LACKING[operation.do] };
    }
  }

  return {
    generation,
    geometry,
    files,
    pages,
    begin() {
      const bases = new Bases();
      return (operation) => lower(bases, operation);
    },
  };
}
