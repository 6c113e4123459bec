import type { Step } from '../schemas/generated/types.ts';

/** The descriptors that a call names, but for the one that it makes. */
export function descriptorsIn(call: Step): string[] {
  const named = [...('fd' in call ? [call.fd] : []), ...('object' in call ? [call.object] : [])];
  return named.filter((name) => name !== undefined);
}
