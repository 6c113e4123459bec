import type { Prot } from '../schemas/generated/types.ts';
import type { Allowed } from './operation.ts';

/** What mmap and mprotect are told. */
export const PROTS: Readonly<Record<Allowed, Prot>> = { nothing: [], loads: ['PROT_READ'], stores: ['PROT_READ', 'PROT_WRITE'] };
