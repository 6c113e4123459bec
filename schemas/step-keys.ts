/** Which properties the quick check knows of each call, as bits. What it does not know is left to the schema. */
import type { Step } from './generated/types.ts';

type Call = Step['call'];

const BESIDE = ['call', 'cpu', 'begins', 'expect', 'note'] as const;

const PROPERTIES: { readonly [N in Call]: readonly Exclude<keyof Extract<Step, { call: N }>, (typeof BESIDE)[number]>[] } = {
  open: ['process', 'file', 'flags', 'as'],
  close: ['process', 'fd'],
  ftruncate: ['process', 'fd', 'size'],
  mmap: ['process', 'addr', 'length', 'prot', 'flags', 'fd', 'offset', 'as'],
  munmap: ['process', 'addr', 'length'],
  mprotect: ['process', 'addr', 'length', 'prot'],
  madvise: ['process', 'addr', 'length', 'advice'],
  mremap: ['process', 'addr', 'oldLength', 'newLength', 'flags', 'newAddr', 'as'],
  fork: ['process', 'child'],
  exec: ['process'],
  exit: ['process'],
  load: ['process', 'addr'],
  store: ['process', 'addr', 'value'],
  present: ['process', 'addr'],
  tables: [],
  'table-bytes': ['process'],
  return: ['of'],
};

const bits: ReadonlyMap<string, number> = new Map(
  [...new Set([...BESIDE, ...Object.values(PROPERTIES).flat()])].map((property, i) => [property, 1 << i]),
);
const UNKNOWN = 1 << 30;

function bitsOf(properties: readonly string[]): number {
  let keys = 0;
  for (const property of properties) keys |= bits.get(property) ?? UNKNOWN;
  return keys;
}

/** The properties that a call may have, as far as they are known here. */
export function keysOfCall(call: Call): number {
  return bitsOf([...BESIDE, ...PROPERTIES[call]]);
}

/** The properties that a step has; inherited ones too, as the schema counts them. */
export function keysOf(step: object): number {
  let keys = 0;
  for (const property in step) keys |= bits.get(property) ?? UNKNOWN;
  return keys;
}

/** What may stand beside any call. */
export const BEGINS: number = bitsOf(['begins']);
export const EXPECT: number = bitsOf(['expect']);
export const NOTE: number = bitsOf(['note']);
