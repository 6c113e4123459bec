import { InputError } from '../schemas/input-error.ts';
import type { SavedAbout } from './saved.ts';

/** @throws InputError where a saved search is not one of this model, explored in this way */
export function foreign(saved: SavedAbout, own: SavedAbout): void {
  for (const key of ['model', 'kind', 'width', 'folded', 'invariants'] as const) {
    const [was, is] = [JSON.stringify(saved[key]), JSON.stringify(own[key])];
    if (was === is) continue;
    const message = `this checkpoint is of another search: its ${key} is ${was}, and here it is ${is}`;
    throw new InputError('checkpoint-foreign', message, {
      pointer: `/about/${key}`,
      hint: 'go on with the model and the options that it was written with',
    });
  }
}
