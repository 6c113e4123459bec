/** Which properties a step may have, call by call, as bits. Taken from the schemas, so that a new property is known at once. */
import { schemas } from './generated/schemas.ts';
import type { Step } from './generated/types.ts';
import { propertiesOf } from './properties.ts';

const bits = new Map<string, number>();
const UNKNOWN = 1 << 30;
/** Bits are 31; beyond them a property is unknown, and the schema is asked. */
const MOST = 30;

function bitOf(property: string): number {
  const known = bits.get(property);
  if (known !== undefined) return known;
  const bit = bits.size < MOST ? 1 << bits.size : UNKNOWN;
  bits.set(property, bit);
  return bit;
}

/** The properties that the schema of a call names. */
export function keysOfCall(call: Step['call']): number {
  let keys = 0;
  for (const property of propertiesOf(schemas[`calls/${call}.schema.json`])) keys |= bitOf(property);
  return keys & ~UNKNOWN;
}

/** The properties that a step has. */
export function keysOf(step: object): number {
  let keys = 0;
  for (const property in step) keys |= bits.get(property) ?? UNKNOWN;
  return keys;
}

/** What documents a step and is not performed. */
export const EXPECT: number = bitOf('expect');
export const NOTE: number = bitOf('note');
export const BEGINS: number = bitOf('begins');
