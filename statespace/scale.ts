/** Calls on small pages as the same calls on larger ones. */
import type { Call } from '../schemas/contract.ts';

/** What counts in bytes. */
const MEASURES: ReadonlySet<string> = new Set(['addr', 'length', 'offset', 'newAddr', 'oldLength', 'newLength', 'size']);
/** What is beyond the largest file stays so. */
const BEYOND = 2n ** 63n;

/** @param bits how many more a page has */
export function scaled(call: Call, bits: number): Call {
  const changed: Record<string, string> = {};
  for (const [name, value] of Object.entries(call) as [string, unknown][]) {
    if (!MEASURES.has(name) || typeof value !== 'string' || BigInt(value) >= BEYOND) continue;
    changed[name] = `0x${(BigInt(value) << BigInt(bits)).toString(16)}`;
  }
  return { ...call, ...changed };
}
