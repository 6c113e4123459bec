import type { Prot } from '../../schemas/generated/types.ts';
import { EXEC, READ, WRITE } from '../vma.ts';

/** The protection as a number. */
export function protOf(prot: Prot): number {
  let bits = 0;
  for (const flag of prot) bits |= flag === 'PROT_READ' ? READ : flag === 'PROT_WRITE' ? WRITE : EXEC;
  return bits;
}
