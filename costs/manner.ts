import type { Call, Setup } from '../schemas/contract.ts';
import type { Prot } from '../schemas/generated/types.ts';

/** Who makes an access or a call: a process, on a CPU. */
export interface Seat {
  readonly process: string;
  readonly cpu: number;
}

/** The calls of one generation, for a range of some pages that all have at one address. */
export interface Manner {
  readonly files: Setup['files'];
  create(seat: Seat): readonly Call[];
  join(seat: Seat): readonly Call[];
  /** Changes the protection of the whole range. */
  protect(seat: Seat, prot: Prot): readonly Call[];
  leave(seat: Seat): readonly Call[];
  /** The address of a page of the range. */
  address(page: number): string;
}
