/**
 * A small world of sharing: processes, files with one host each, blocks (the span of one leaf table) and pages of a block. Processes map a
 * file shared, access its pages, change the protection of a block, unmap, exit and fork; reclaim takes a page away.
 */
import { InputError } from '../../../schemas/input-error.ts';

export interface Bounds {
  readonly processes: number;
  readonly files: number;
  /** Of each file. */
  readonly blocks: number;
  /** Of each block. */
  readonly pages: number;
}

/** `3x1x3x2`: processes, files, blocks, pages. */
export function parseBounds(text: string): Bounds {
  const numbers = /^([1-9])x([1-9])x([1-9])x([1-9])$/.exec(text)?.slice(1).map(Number);
  if (!numbers)
    throw new InputError('bounds-malformed', `these are no bounds: ${text}`, {
      hint: 'write processes, files, blocks and pages as 3x1x2x2',
    });
  const [processes, files, blocks, pages] = numbers as [number, number, number, number];
  return { processes, files, blocks, pages };
}

export function nameOf({ processes, files, blocks, pages }: Bounds): string {
  return `sharing ${processes}x${files}x${blocks}x${pages}`;
}
