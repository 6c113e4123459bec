import type { Call } from '../schemas/contract.ts';
import type { AllocationKind } from './memory.ts';

/** Says for each allocation in turn whether it succeeds. */
export type Allowance = (kind: AllocationKind) => boolean;

/** The allowance of a call in which an allocation is to fail, once; undefined for any other call. */
export function failureOf(call: Call): Allowance | undefined {
  if (!('fail' in call) || call.fail === undefined) return undefined;
  const { allocation } = call.fail;
  let asked = 0;
  return () => ++asked !== allocation;
}
