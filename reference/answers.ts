import type { Fault, FaultCode, Outcome, Refused, Signal } from '../schemas/generated/types.ts';

/** Answers without content are the same objects every time. */
export const DONE: Outcome = Object.freeze({ result: 'done' });

function refusal(errno: string): Refused {
  return Object.freeze({ result: 'refused', errno });
}

function fault(signal: Signal, code: FaultCode): Fault {
  return Object.freeze({ result: 'fault', signal, code });
}

export const EACCES = refusal('EACCES');
export const EBADF = refusal('EBADF');
export const EBUSY = refusal('EBUSY');
export const EEXIST = refusal('EEXIST');
export const EFAULT = refusal('EFAULT');
export const EFBIG = refusal('EFBIG');
export const EINVAL = refusal('EINVAL');
export const ENAMETOOLONG = refusal('ENAMETOOLONG');
export const ENODEV = refusal('ENODEV');
export const ENOENT = refusal('ENOENT');
export const ENOMEM = refusal('ENOMEM');
export const ENOTTY = refusal('ENOTTY');
export const EOPNOTSUPP = refusal('EOPNOTSUPP');
export const EPERM = refusal('EPERM');
export const ESRCH = refusal('ESRCH');

/** A call that the machine does not have. */
export function notHere(what: string): Outcome {
  return { result: 'unsupported', what };
}

// @rule fault-kind
export const NOT_MAPPED = fault('SIGSEGV', 'SEGV_MAPERR');
export const NOT_ALLOWED = fault('SIGSEGV', 'SEGV_ACCERR');
export const BEYOND_FILE = fault('SIGBUS', 'BUS_ADRERR');
/** No memory for a table or a frame. */
export const NO_MEMORY: Fault = Object.freeze({ result: 'fault', signal: 'SIGBUS' });

const loaded: readonly Outcome[] = Array.from({ length: 256 }, (_, value) => Object.freeze({ result: 'done', value }));

/** The answer to a load of this byte. */
export function byteLoaded(value: number): Outcome {
  return loaded[value] as Outcome;
}
