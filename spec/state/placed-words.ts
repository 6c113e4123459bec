/** What stands at a run of pages of a region, as words. */
import type { WordReader } from '../../schemas/words.ts';
import type { Placed } from '../named.ts';
import type { Cell, FileState } from '../world.ts';
import { HOWS } from './codes.ts';

/** @param file its number; @param copies the words of its private pages, none where it has none */
export function placedWords(placed: Placed, file: number, step: number, copies: readonly number[]): number[] {
  const { shift, grain, writable, how } = placed;
  return [file, shift, grain, Number(writable), HOWS.indexOf(how), step, Number(copies.length > 0), ...copies];
}

/** @param loadCopies reads the words of private pages */
export function loadPlaced(words: WordReader, files: readonly FileState[], loadCopies: () => Map<number, Map<number, Cell>>): Placed {
  const [file, shift, grain, writable] = [words.next(), words.next(), words.next(), words.next() === 1];
  const [how, step] = [HOWS[words.next()]!, words.next()];
  const copies = words.next() === 1 ? loadCopies() : undefined;
  return { file: file < 0 ? undefined : files[file], shift, grain, writable, copies, how, by: '', step };
}
