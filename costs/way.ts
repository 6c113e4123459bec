import type { Geometry, MapFlags } from '../schemas/generated/types.ts';
import { mannerOfMmap } from './by-mmap.ts';
import type { Manner } from './manner.ts';

/** How an abstract scenario is said in one generation, or without any. */
export interface Way {
  readonly id: string;
  readonly title: string;
  /** The generation whose doorway is used; of a baseline, one whose doorway is left alone. */
  readonly generation: string;
  readonly geometry: Geometry;
  readonly manner: (pages: number) => Manner;
  /** How another sharer comes in: it joins by calls of its own, the first one forks it, or it is a thread of the first. */
  readonly joining: 'join' | 'fork' | 'thread';
  /** Whom a change of protection binds: all at once, or the caller alone, so that the others have to be told. */
  readonly protection: 'all' | 'caller';
}

const SMALL_PAGES: Geometry = { pageSize: 4096, entriesPerTable: 512, levels: 4, cpus: 2 };
/** Huge pages are the pages, and the level below them is not there. */
const HUGE_PAGES: Geometry = { pageSize: 2_097_152, entriesPerTable: 512, levels: 3, cpus: 2 };

const PLAIN: MapFlags = ['MAP_SHARED', 'MAP_FIXED'];
const FLAGGED: MapFlags = ['MAP_SHARED', 'MAP_SHARED_PT', 'MAP_FIXED'];

/** The generations, and the two baselines that they are measured by. A new generation is one entry more. */
export const ways: readonly Way[] = [
  {
    id: 'map-shared-pt',
    title: 'processes that share by MAP_SHARED_PT',
    generation: 'map-shared-pt',
    geometry: SMALL_PAGES,
    manner: mannerOfMmap(SMALL_PAGES, FLAGGED),
    joining: 'join',
    protection: 'all',
  },
  {
    id: 'hugetlb-pmd',
    title: 'processes that map huge pages, the tables of which are shared unasked',
    generation: 'hugetlb-pmd',
    geometry: HUGE_PAGES,
    manner: mannerOfMmap(HUGE_PAGES, PLAIN),
    joining: 'join',
    protection: 'caller',
  },
  {
    id: 'fork-domain',
    title: 'children that inherit a domain',
    generation: 'fork-domain',
    geometry: SMALL_PAGES,
    manner: mannerOfMmap(SMALL_PAGES, FLAGGED),
    joining: 'fork',
    protection: 'caller',
  },
  {
    id: 'threads',
    title: 'threads of one process: one set of tables, and one mprotect for all',
    generation: 'map-shared-pt',
    geometry: SMALL_PAGES,
    manner: mannerOfMmap(SMALL_PAGES, PLAIN),
    joining: 'thread',
    protection: 'all',
  },
  {
    id: 'messages',
    title: 'unrelated processes with tables of their own, which are told of a change by messages',
    generation: 'map-shared-pt',
    geometry: SMALL_PAGES,
    manner: mannerOfMmap(SMALL_PAGES, PLAIN),
    joining: 'join',
    protection: 'caller',
  },
];
