/** The false-green guard: what became of the wrong bodies that were judged beside the body. */
import type { Guard } from '../schemas/generated/types.ts';

export function guardOf(caught: readonly string[], passed: readonly string[]): Guard {
  const status = passed.length > 0 ? 'failed' : caught.length > 0 ? 'held' : 'none-applicable';
  return { status, caught: caught.toSorted(), passed: passed.toSorted() };
}

/** Each shard guards itself. */
export function mergeGuards(guards: readonly (Guard | undefined)[]): Guard | undefined {
  const known = guards.filter((guard) => guard !== undefined);
  if (known.length === 0) return undefined;
  const all = (of: 'caught' | 'passed'): string[] => [...new Set(known.flatMap((guard) => guard[of]))];
  return guardOf(all('caught'), all('passed'));
}
