import type { Call } from '../../schemas/contract.ts';
import type { CallKind, Plan } from '../stage.ts';

/** A call that this machine does not have. */
export const unsupported: CallKind<Call, Plan> = {
  decode: (_machine, _process, { call }) => ({ result: 'unsupported', what: call }),
  stages: [],
};
