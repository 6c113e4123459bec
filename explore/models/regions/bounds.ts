/**
 * A small world of regions, made for measuring: it has no page tables. Processes create and unlink regions, attach to them and detach,
 * change the protection of their pages, load, store, and reclaim pages. What is left of a region is wiped when it is unlinked and nobody
 * is attached.
 */
import { InputError } from '../../../schemas/input-error.ts';
import type { Action } from '../../model.ts';

export interface Bounds {
  readonly processes: number;
  readonly regions: number;
  readonly pages: number;
}

/** 3 processes, 2 regions of 2 pages: 1,216 states for each region, so 1,478,656 in all. */
export const MM_3_2_2: Bounds = { processes: 3, regions: 2, pages: 2 };

/** No access, read, read and write. */
export const PROTECTIONS = 3;
/** For one page: three changes of protection, load, store, reclaim. */
const CALLS_OF_PAGE = PROTECTIONS + 3;

export function nameOf(model: string, { processes, regions, pages }: Bounds): string {
  return `${model} ${processes}-${regions}-${pages}`;
}

/** Bits of one region: one for `linked`, one for each process attached, and some for each page. */
export function bitsOfRegion({ processes, pages }: Bounds, bitsOfPage: number): number {
  return 1 + processes + pages * bitsOfPage;
}

/** @throws InputError where the regions do not fit into `most` bits */
export function checkBounds(bounds: Bounds, bitsOfPage: number, most: number): void {
  const bits = bounds.regions * bitsOfRegion(bounds, bitsOfPage);
  if (bits <= most) return;
  const message = `${nameOf('regions', bounds)} needs ${bits} bits a state, and this model has ${most}`;
  throw new InputError('bounds-exceeded', message, { hint: 'take fewer processes, regions or pages' });
}

/** Instances for each region: create, unlink, attach and detach for each process, and those of the pages. */
export function actionsOfRegion({ processes, pages }: Bounds): number {
  return 2 + 2 * processes + CALLS_OF_PAGE * pages;
}

/** The first of the instances of a page, within its region. */
export function firstOfPage({ processes }: Bounds, page: number): number {
  return 2 + 2 * processes + CALLS_OF_PAGE * page;
}

export function actionOf(bounds: Bounds, number: number): Action {
  const { processes } = bounds;
  const each = actionsOfRegion(bounds);
  const region = Math.floor(number / each);
  const call = number % each;
  if (call < 2) return { name: call === 0 ? 'create' : 'unlink', parameters: { region } };
  if (call < 2 + processes) return { name: 'attach', parameters: { region, process: call - 2 } };
  if (call < 2 + 2 * processes) return { name: 'detach', parameters: { region, process: call - 2 - processes } };
  return pageAction(region, call - firstOfPage(bounds, 0));
}

function pageAction(region: number, call: number): Action {
  const page = Math.floor(call / CALLS_OF_PAGE);
  const which = call % CALLS_OF_PAGE;
  if (which < PROTECTIONS) return { name: 'mprotect', parameters: { region, page, protection: ['none', 'r', 'rw'][which]! } };
  return { name: ['load', 'store', 'reclaim'][which - PROTECTIONS]!, parameters: { region, page } };
}
