/** Which properties the quick check knows of each call, as bits. What it does not know is left to the schema. */
import type { Step } from './generated/types.ts';

type Call = Step['call'];

const BESIDE = ['call', 'cpu', 'begins', 'expect', 'note'] as const;

/** Properties of few calls have one bit together: where it is set, `isStray` looks closer. */
const RARE = ['request', 'regionOffset', 'object', 'objectOffset', 'pointer', 'mode', 'path', 'to'] as const;

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
  mount: ['process', 'pause', 'fail'],
  umount: ['process', 'pause', 'fail'],
  unlink: ['process', 'file', 'pause', 'fail'],
  read: ['process', 'fd', 'length', 'pause', 'fail'],
  fstat: ['process', 'fd', 'pause', 'fail'],
  fallocate: ['process', 'fd', 'mode', 'offset', 'length', 'pause', 'fail'],
  ioctl: ['process', 'fd', 'request', 'regionOffset', 'size', 'offset', 'prot', 'flags', 'object', 'pointer', 'pause', 'fail'],
  mshare: ['process', 'file', 'path', 'addr', 'length', 'flags', 'mode', 'pause', 'fail'],
  mshare_unlink: ['process', 'file', 'path', 'pause', 'fail'],
  mshare_create: ['process', 'flags', 'as', 'pause', 'fail'],
  mshare_attach: ['process', 'fd', 'offset', 'size', 'addr', 'flags', 'as', 'pause', 'fail'],
  mshare_detach: ['process', 'addr', 'size', 'pause', 'fail'],
  mshare_map: ['process', 'fd', 'offset', 'size', 'prot', 'flags', 'object', 'objectOffset', 'pause', 'fail'],
  mshare_unmap: ['process', 'fd', 'offset', 'size', 'pause', 'fail'],
  mshare_protect: ['process', 'fd', 'offset', 'size', 'prot', 'pause', 'fail'],
  mshare_advise: ['process', 'fd', 'offset', 'size', 'advice', 'pause', 'fail'],
  'pass-fd': ['process', 'fd', 'to', 'as', 'pause', 'fail'],
};

const rare: ReadonlySet<string> = new Set(RARE);

const frequent = [...new Set([...BESIDE, ...Object.values(PROPERTIES).flat()])].filter((property) => !rare.has(property));
const SOME_RARE = 1 << 29;
const UNKNOWN = 1 << 30;
const bits: ReadonlyMap<string, number> = new Map([
  ...frequent.map((property, i): [string, number] => [property, 1 << i]),
  ...RARE.map((property): [string, number] => [property, SOME_RARE]),
]);

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

/** Has the step, whose bits are `keys`, a rare property that its call does not know? */
export function isStray(step: object, call: Call, keys: number): boolean {
  if ((keys & SOME_RARE) === 0) return false;
  const known: readonly string[] = PROPERTIES[call];
  for (const property in step) if (rare.has(property) && !known.includes(property)) return true;
  return false;
}

/** What a call takes, in one order, beside its process and its CPU. */
export function argumentsOf(call: Call): readonly string[] {
  return takes.get(call) ?? [];
}

const takes: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(PROPERTIES).map(([call, properties]) => [
    call,
    properties.filter((property) => property !== 'process' && property !== 'pause' && property !== 'fail'),
  ]),
);

/** What may stand beside a call. */
export const BEGINS: number = bitsOf(['begins']);
export const PAUSE: number = bitsOf(['pause']);
export const FAIL: number = bitsOf(['fail']);
export const EXPECT: number = bitsOf(['expect']);
export const NOTE: number = bitsOf(['note']);
