/** Generations in which mmap of a file is all that is asked for: with a flag, or without. */
import type { Geometry, MapFlags, Step } from '../../schemas/generated/types.ts';
import { BUF, Bases, ELSEWHERE, hex } from '../lowering.ts';
import type { Lowered, Lowering } from '../lowering.ts';
import type { Operation } from '../operation.ts';
import { mapPlainly, protOf, usualByMmap } from './usual.ts';

export interface ByMmap {
  readonly generation: string;
  readonly geometry: Geometry;
  /** Pages of one unit of sharing, which is the size of the region. */
  readonly pages: number;
  /** The flags of a mapping that is to share. */
  readonly flags: MapFlags;
}

const LACKING = {
  place: 'A region is one range of one file',
  forget: 'A region has no name: whoever can open the file can join',
  'ask the unit': 'Nothing tells the unit',
  withdraw: 'What is in a region is the file, and is taken out of the file',
} as const;

export function byMmap({ generation, geometry, pages, flags }: ByMmap): Lowering {
  const { pageSize } = geometry;
  const length = hex(BigInt(pages) * BigInt(pageSize));

  function asking(bases: Bases, operation: Extract<Operation, { do: 'create' | 'join' }>): readonly Step[] {
    const { by } = operation;
    const how = operation.do === 'join' ? operation.how : undefined;
    const base = how === 'elsewhere' ? ELSEWHERE : BUF;
    bases.put(by, base);
    return [
      { call: 'open', process: by, file: 'db', flags: ['O_RDWR'], as: 'fd' },
      { call: 'mmap', process: by, addr: hex(base), length, prot: protOf(how), flags: [...flags, 'MAP_FIXED'], fd: 'fd' },
    ];
  }

  function lower(bases: Bases, operation: Operation): Lowered {
    const { by } = operation;
    switch (operation.do) {
      case 'create':
      case 'join':
        return asking(bases, operation);
      case 'map plainly':
        bases.put(by, ELSEWHERE);
        return mapPlainly(by, ELSEWHERE, length);
      case 'place':
      case 'forget':
      case 'ask the unit':
      case 'withdraw':
        return { lacking: LACKING[operation.do] };
      default:
        return usualByMmap(bases, operation, length, pageSize) ?? [];
    }
  }

  return {
    generation,
    geometry,
    files: { db: { size: length } },
    pages,
    begin() {
      const bases = new Bases();
      return (operation) => lower(bases, operation);
    },
  };
}
