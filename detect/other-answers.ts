/** A body that is right but for one answer: what else it might have answered at a step. */
import type { Call } from '../schemas/contract.ts';
import type { Outcome } from '../schemas/generated/types.ts';
import { ELSEWHERE, FAULTS } from '../schemas/other-outcomes.ts';

/** Errors that the specification knows for some call, and one that it knows for none. */
const ERRNOS = [
  'EACCES',
  'EAGAIN',
  'EBADF',
  'EBUSY',
  'EEXIST',
  'EFAULT',
  'EFBIG',
  'EINVAL',
  'EIO',
  'ENAMETOOLONG',
  'ENODEV',
  'ENOENT',
  'ENOMEM',
  'ENOSPC',
  'ENOSYS',
  'ENOTTY',
  'EOPNOTSUPP',
  'EOVERFLOW',
  'EPERM',
  'ETXTBSY',
];

const REFUSALS: readonly Outcome[] = ERRNOS.map((errno) => ({ result: 'refused', errno }));

/** Values of bytes that files begin with and that stories store, and of numbers that are looked at, beside those near to what was seen. */
const VALUES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 90, 91, 92, 93, 94, 95, 96];

/** @param seen what the body answered; it is among the answers where it is a usual one */
export function otherAnswers(call: Call, seen: Outcome): readonly Outcome[] {
  switch (call.call) {
    case 'load':
    case 'store':
      return [...successes(call, seen), ...FAULTS];
    case 'table-bytes':
    case 'present':
      return successes(call, seen);
    case 'tables':
      return [];
    default:
      return [...successes(call, seen), ...REFUSALS];
  }
}

function successes(call: Call, seen: Outcome): readonly Outcome[] {
  switch (call.call) {
    case 'load':
    case 'table-bytes':
    case 'present':
      return valuesNear(seen).map((value) => ({ result: 'done', value }));
    case 'mmap':
    case 'mremap':
    case 'mshare_attach':
      return placesOf(call, seen).map((addr) => ({ result: 'done', addr }));
    case 'read':
      return ['', '00', '0000000000000000', ...(dataOf(seen) ?? [])].map((data) => ({ result: 'done', data }));
    case 'fstat':
      return ['0x0', '0x1000', '0x200000', ...sizeOf(seen)].map((size) => ({ result: 'done', size }));
    default:
      return [{ result: 'done' }];
  }
}

function valuesNear(seen: Outcome): number[] {
  const value = seen.result === 'done' ? seen.value : undefined;
  return [...new Set([...VALUES, ...(value === undefined ? [] : [value, value + 1, Math.max(0, value - 1)])])];
}

/** Another one, at which a mapping of any size may begin. */
const ELSEWHERE_ALIGNED = '0x400000000000';

function placesOf(call: Call, seen: Outcome): string[] {
  const asked = [
    'addr' in call ? call.addr : undefined,
    'newAddr' in call ? call.newAddr : undefined,
    seen.result === 'done' ? seen.addr : undefined,
  ];
  return [...new Set([ELSEWHERE, ELSEWHERE_ALIGNED, ...asked.filter((addr) => addr !== undefined)])];
}

/** What was read; and the same with another last byte, and without it. */
function dataOf(seen: Outcome): string[] | undefined {
  const data = seen.result === 'done' ? seen.data : undefined;
  if (data === undefined || data === '') return undefined;
  const head = data.slice(0, -2);
  return [data, head, `${head}${data.endsWith('ff') ? '00' : 'ff'}`];
}

function sizeOf(seen: Outcome): string[] {
  return seen.result === 'done' && seen.size !== undefined ? [seen.size, `0x${(BigInt(seen.size) + 1n).toString(16)}`] : [];
}
