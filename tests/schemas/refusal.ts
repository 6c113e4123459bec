import { InputError } from '../../schemas/input-error.ts';

/** The InputError that a call throws; anything else that it throws goes on. */
export function refusal(call: () => unknown): InputError {
  try {
    call();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
