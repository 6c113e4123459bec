/** A world so small that all of it can be explored: how many of everything there are, and which calls may be made. */
import type { Trace } from '../schemas/generated/types.ts';

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
  /** map-shared-pt where left out. */
  readonly generation?: string;
  /** Names of partitions (see alphabet.ts), or of calls, which stand for all their partitions. */
  readonly alphabet: readonly string[];
  /** So large that it is left out when all worlds are explored in turn. */
  readonly large?: boolean;
}

/** Pages that one leaf table covers where nothing else is said. */
export const SLOT_PAGES = 4;
export const SHIFT = 12;
/** The first slot lies where Linux lets anybody map. */
export const FIRST_PAGE = 16;

/** p0, p1, … */
export function processName(number: number): string {
  return `p${number}`;
}

/** What goes into a trace beside the world and its steps. */
export type About = Pick<Trace, 'id' | 'title' | 'rules' | 'origin'>;

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
