/** From a file of deviations, or what it holds, to the list that a run is held against. */
import type { ListedDeviations } from './deviations.ts';
import { checkNoun } from '../schemas/gate.ts';
import type { Deviation } from '../schemas/generated/types.ts';
import { InputError } from '../schemas/input-error.ts';
import { readJson } from '../schemas/parse.ts';

/** @throws InputError where the file cannot be read, is no list of deviations, or names a day that there is not */
export function readDeviations(file: string | undefined, today = new Date()): ListedDeviations | undefined {
  return file === undefined ? undefined : listedDeviations(readJson(file), file, today);
}

/**
 * @param value what a file of deviations holds
 * @param file its name in errors
 * @throws InputError where it is no list of deviations, or names a day that there is not
 */
export function listedDeviations(value: unknown, file = '', today = new Date()): ListedDeviations {
  const { deviations } = checkNoun('deviations', value, file);
  deviations.forEach((entry, i) => checkDay(entry, i, file));
  return { list: deviations, today: dayOf(today) };
}

function checkDay({ expires }: Deviation, index: number, file: string): void {
  if (expires === undefined || dayOf(new Date(`${expires}T00:00:00Z`)) === expires) return;
  throw new InputError('bad-date', `there is no day ${expires}`, {
    file,
    pointer: `/deviations/${index}/expires`,
    hint: 'Write year, month and day, for example 2026-01-31.',
  });
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
