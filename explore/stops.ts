/** Why a search ends before all is explored. */
import { InputError } from '../schemas/input-error.ts';
import type { Incomplete } from './exploration.ts';
import type { Progress } from './options.ts';

const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

export const AFTER_VIOLATION: Incomplete = {
  code: 'violation',
  message: 'stopped at the first violation',
  hint: 'let it go on after violations to have the numbers of the whole space',
};

export const INTERRUPTED: Incomplete = {
  code: 'interrupted',
  message: 'interrupted: the numbers are those so far',
  hint: 'write a checkpoint, and go on from it',
};

export function atStateLimit(limit: number): Incomplete {
  return { code: 'state-limit', message: `stopped after ${limit} states, as was asked for`, hint: 'raise the limit of states' };
}

export function outOfMemory(limit: number, { states, waiting, bytes }: Pick<Progress, 'states' | 'waiting' | 'bytes'>): Incomplete {
  return {
    code: 'memory-exceeded',
    message: `${states} states take ${megabytes(bytes)}, and room for more would exceed the limit of ${megabytes(limit)}; ${waiting} states wait`,
    hint: 'raise the limit of memory, fold symmetric states, or explore a smaller world; a checkpoint keeps what was found',
  };
}

/** A search cannot go on with less memory than what it has found takes. */
export function tooLittleMemory(states: number, limit: number): InputError {
  const message = `the ${states} states of the checkpoint do not fit into the limit of ${megabytes(limit)}`;
  return new InputError('memory-exceeded', message, { hint: 'raise the limit of memory' });
}
