/** The instances of calls, numbered in the order in which the loops below meet them. */
import type { Action } from '../../model.ts';
import type { Bounds } from './bounds.ts';

/** Offsets of a mapping from where it has to be, in halves of a block: only the first is right. */
export const OFFSETS = 3;
/** Read, read and write. */
export const PROTECTIONS = 2;

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const protectionName = (protection: number): string => (protection === 0 ? 'r' : 'rw');

/** The number of the first instance of each call for what it is about. */
export interface Numbers {
  readonly mmap: (process: number, file: number) => number;
  readonly access: (process: number, file: number, block: number) => number;
  readonly mprotect: (process: number, file: number, block: number) => number;
  readonly munmap: (process: number, file: number) => number;
  readonly exit: (process: number) => number;
  readonly fork: (process: number, child: number) => number;
  readonly reclaim: (file: number, block: number) => number;
}

export function numbersOf({ processes, files, blocks, pages }: Bounds): Numbers {
  const pairs = processes * files;
  const mprotect = pairs * (OFFSETS * PROTECTIONS + blocks * pages * 2);
  const munmap = mprotect + pairs * blocks * PROTECTIONS;
  const exit = munmap + pairs;
  const fork = exit + processes;
  const reclaim = fork + processes * processes;
  return {
    mmap: (p, f) => (p * files + f) * OFFSETS * PROTECTIONS,
    access: (p, f, b) => pairs * OFFSETS * PROTECTIONS + ((p * files + f) * blocks + b) * pages * 2,
    mprotect: (p, f, b) => mprotect + ((p * files + f) * blocks + b) * PROTECTIONS,
    munmap: (p, f) => munmap + p * files + f,
    exit: (p) => exit + p,
    fork: (p, child) => fork + p * processes + child,
    reclaim: (f, b) => reclaim + (f * blocks + b) * pages,
  };
}

/** All instances, by number. */
export function actionsOf({ processes, files, blocks, pages }: Bounds): readonly Action[] {
  const each = upTo(processes).flatMap((process) => upTo(files).map((file) => ({ process, file })));
  const eachBlock = each.flatMap((pair) => upTo(blocks).map((block) => ({ ...pair, block })));
  const eachFileBlock = upTo(files).flatMap((file) => upTo(blocks).map((block) => ({ file, block })));
  const kinds: readonly [string, readonly Action['parameters'][]][] = [
    [
      'mmap',
      each.flatMap((pair) => upTo(OFFSETS).flatMap((offset) => upTo(2).map((i) => ({ ...pair, offset, protection: protectionName(i) })))),
    ],
    ['access', eachBlock.flatMap((of) => upTo(pages).flatMap((page) => [false, true].map((write) => ({ ...of, page, write }))))],
    ['mprotect', eachBlock.flatMap((of) => upTo(PROTECTIONS).map((i) => ({ ...of, protection: protectionName(i) })))],
    ['munmap', each],
    ['exit', upTo(processes).map((process) => ({ process }))],
    ['fork', upTo(processes).flatMap((process) => upTo(processes).map((child) => ({ process, child })))],
    ['reclaim', eachFileBlock.flatMap((of) => upTo(pages).map((page) => ({ ...of, page })))],
  ];
  return kinds.flatMap(([name, instances]) => instances.map((parameters) => ({ name, parameters })));
}
