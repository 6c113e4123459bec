/** Which properties the quick check knows of each call, as bits. What it does not know is left to the schema. */
import type { Step } from './generated/types.ts';

type Call = Step['call'];

const BESIDE = ['call', 'cpu', 'begins', 'expect', 'note'] as const;

const PROPERTIES: { readonly [N in Call]: readonly Exclude<keyof Extract<Step, { call: N }>, (typeof BESIDE)[number]>[] } = {
  open: ['process', 'file', 'flags', 'as', 'pause', 'fail'],
  close: ['process', 'fd', 'pause'],
  ftruncate: ['process', 'fd', 'size', 'pause', 'fail'],
  mmap: ['process', 'addr', 'length', 'prot', 'flags', 'fd', 'offset', 'as', 'pause', 'fail'],
  munmap: ['process', 'addr', 'length', 'pause', 'fail'],
  mprotect: ['process', 'addr', 'length', 'prot', 'pause', 'fail'],
  madvise: ['process', 'addr', 'length', 'advice', 'pause', 'fail'],
  mremap: ['process', 'addr', 'oldLength', 'newLength', 'flags', 'newAddr', 'as', 'pause', 'fail'],
  fork: ['process', 'child', 'pause', 'fail'],
  exec: ['process', 'pause', 'fail'],
  exit: ['process', 'pause', 'fail'],
  load: ['process', 'addr', 'pause', 'fail'],
  store: ['process', 'addr', 'value', 'pause', 'fail'],
  present: ['process', 'addr', 'pause'],
  resume: ['of', 'pause'],
  tables: ['pause'],
  'table-bytes': ['process', 'pause'],
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

/** What may stand beside a call. */
export const BEGINS: number = bitsOf(['begins']);
export const PAUSE: number = bitsOf(['pause']);
export const FAIL: number = bitsOf(['fail']);
export const EXPECT: number = bitsOf(['expect']);
export const NOTE: number = bitsOf(['note']);
