/** Outcomes to put beside one that was seen, for who asks the judge what else it permits. */
import type { Outcome } from './generated/types.ts';

/** All ways in which an access can end otherwise than with success. */
export const FAULTS: readonly Outcome[] = [
  { result: 'fault', signal: 'SIGSEGV', code: 'SEGV_MAPERR' },
  { result: 'fault', signal: 'SIGSEGV', code: 'SEGV_ACCERR' },
  { result: 'fault', signal: 'SIGBUS', code: 'BUS_ADRERR' },
];

/** An address at which no trace maps anything. */
export const ELSEWHERE = '0x5a5a40000000';
