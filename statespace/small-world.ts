/** A world so small that all of it can be explored: how many of everything there are, and which calls may be made. */
import { toHex } from '../schemas/address.ts';
import type { FileSetup, Geometry, Trace } from '../schemas/generated/types.ts';

/** Bounds. Everything else about a small world follows from them. */
export interface Bounds {
  /** Processes that live at a time. Any number may follow one another. */
  readonly processes: number;
  readonly cpus: number;
  /** Slots, of 4 pages each, at which regions may lie. */
  readonly slots: number;
  /** Pages of each slot that are accessed, or changed one by one. */
  readonly pages: number;
  /** Different bytes that are stored: 1 to this number. */
  readonly values: number;
}

export interface SmallWorld {
  readonly name: string;
  /** One sentence: what it is about. */
  readonly title: string;
  readonly bounds: Bounds;
  /** Names of partitions (see alphabet.ts), or of calls, which stand for all their partitions. */
  readonly alphabet: readonly string[];
  /** So large that it is left out when all worlds are explored in turn. */
  readonly large?: boolean;
}

/** Pages that one leaf table covers. */
export const SLOT_PAGES = 4;
export const SHIFT = 12;
/** The first slot lies where Linux lets anybody map. */
export const FIRST_PAGE = 16;
const LEVELS = 3;

export const GENERATION = 'map-shared-pt';

/** What a process may open before the first call: a handle is named after what it is. */
export interface Handle {
  readonly name: string;
  readonly file: string;
  readonly flags: ['O_RDWR'] | ['O_RDONLY'];
}

export const HANDLES: readonly Handle[] = [
  { name: 'db', file: 'db', flags: ['O_RDWR'] },
  { name: 'log', file: 'log', flags: ['O_RDWR'] },
  { name: 'db-read', file: 'db', flags: ['O_RDONLY'] },
];

export function geometryOf({ cpus }: Bounds): Geometry {
  return { pageSize: 4096, entriesPerTable: SLOT_PAGES, levels: LEVELS, cpus };
}

/** Two slots more than regions need, so that there is room for another offset. */
export function filesOf({ slots }: Bounds): Record<string, FileSetup> {
  const size = toHex((slots + 1) * SLOT_PAGES, 0, SHIFT);
  return { db: { size, content: 'page-numbers' }, log: { size } };
}

/** p0, p1, … */
export function processName(number: number): string {
  return `p${number}`;
}

/** A trace of the world. `processes` live before the first step. */
export function traceOf(
  { bounds }: SmallWorld,
  about: Pick<Trace, 'id' | 'title' | 'rules' | 'origin'>,
  processes: readonly string[],
  steps: Trace['steps'],
): Trace {
  return {
    format: 1,
    ...about,
    generation: GENERATION,
    geometry: geometryOf(bounds),
    files: filesOf(bounds),
    processes: [...processes],
    steps,
  };
}

/** The world with its bounds, in a line. */
export function worldText({ name, bounds }: SmallWorld): string {
  return boundsText({ name, ...bounds });
}

export function boundsText({ name, processes, cpus, slots, pages, values }: Bounds & { readonly name: string }): string {
  const counts = [counted(processes, 'process', 'processes'), counted(cpus, 'CPU'), counted(slots, 'slot'), counted(pages, 'page')];
  return `${name}: ${[...counts, counted(values, 'value')].join(', ')}`;
}

function counted(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
