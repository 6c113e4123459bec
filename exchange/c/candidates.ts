/** Answers that a system call might give: those that the judge permits become what a program expects. */
import type { Call } from '../../schemas/contract.ts';
import { absolute, isAbsolute } from '../../schemas/place.ts';
import type { Outcome, Trace } from '../../schemas/generated/types.ts';
import { ELSEWHERE, FAULTS } from '../../schemas/other-outcomes.ts';

/** The errors that a rule or a manual page names for one of the calls. */
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
  'EMFILE',
  'ENAMETOOLONG',
  'ENFILE',
  'ENODEV',
  'ENOENT',
  'ENOMEM',
  'ENOSYS',
  'ENOTTY',
  'EOPNOTSUPP',
  'EOVERFLOW',
  'EPERM',
  'ESPIPE',
  'ETXTBSY',
];

const REFUSALS: readonly Outcome[] = ERRNOS.map((errno) => ({ result: 'refused', errno }));

const BYTES: readonly Outcome[] = Array.from({ length: 256 }, (_, value) => ({ result: 'done', value }));
const PRESENCE: readonly Outcome[] = BYTES.slice(0, 2);
const DONE: Outcome = { result: 'done' };

/** What to ask the judge about a step; what was seen comes first. */
export function candidates(trace: Trace, call: Call, seen: Outcome): readonly Outcome[] {
  const others = othersOf(trace, call).filter((outcome) => !alike(outcome, seen));
  return [seen, ...others];
}

function othersOf(trace: Trace, call: Call): readonly Outcome[] {
  switch (call.call) {
    case 'load':
      return [...BYTES, ...FAULTS];
    case 'store':
      return [DONE, ...FAULTS];
    case 'present':
      return PRESENCE;
    // What is read, and how large a file is, is permitted as it was seen.
    case 'read':
    case 'fstat':
      return REFUSALS;
    case 'mmap':
    case 'mremap':
    case 'mshare_attach':
      return [{ result: 'done', addr: addressOf(trace, call) }, ...REFUSALS];
    default:
      return [DONE, ...REFUSALS];
  }
}

function addressOf({ regions = {} }: Trace, call: Extract<Call, { call: 'mmap' | 'mremap' | 'mshare_attach' }>): string {
  const place = (call.call === 'mremap' ? call.newAddr : undefined) ?? call.addr;
  if (place === undefined || isAbsolute(place)) return place ?? ELSEWHERE;
  const base = regions[place.split('+', 1)[0] ?? ''];
  return (base === undefined ? undefined : absolute(base, place)) ?? ELSEWHERE;
}

/** The same to a program; wherever a mapping came to lie. */
function alike(one: Outcome, other: Outcome): boolean {
  if (one.result !== other.result) return false;
  switch (one.result) {
    case 'done':
      return other.result === 'done' && one.value === other.value && one.data === other.data && one.size === other.size;
    case 'refused':
      return other.result === 'refused' && one.errno === other.errno;
    case 'fault':
      return other.result === 'fault' && one.signal === other.signal && one.code === other.code;
    default:
      return true;
  }
}
