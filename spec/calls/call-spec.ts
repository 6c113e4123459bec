import type { Outcome } from '../../schemas/generated/types.ts';
import type { ProcessState, World } from '../world.ts';
import type { CallView, OtherCall } from './view.ts';

/** One reading of what a success means, where the sources permit several. */
export type Reading = string;
export const ONE_READING: readonly Reading[] = ['as-seen'];
export const NO_ERRORS: readonly string[] = [];

/** What one call is in the world: the ordinary errors, and what its success makes true. */
export interface CallSpec {
  view(world: World, process: ProcessState, call: OtherCall, step: number): CallView;
  /** Errors of ordinary Linux that are due: the call must fail with one of them (or of a refusing rule). */
  errors(view: CallView): readonly string[];
  /** Errors that are permitted beside success. */
  permits?(view: CallView): readonly string[];
  readings?(view: CallView, seen: Outcome): readonly Reading[];
  /** Follows a success. The world is not touched when a call failed, unless a reading says so. */
  advance(view: CallView, seen: Outcome, reading: Reading): void;
  /** Some failures may have had an effect, in one reading. */
  failureReadings?(view: CallView, seen: Outcome): readonly Reading[];
  advanceFailure?(view: CallView, reading: Reading): void;
}
