/** The scenes of mshare(): A gives the 2 MiB of memory that it has at 2 TiB to a region of one unit, and B attaches. */
import type { MshareCall, OpenFlags, Outcome } from '../schemas/generated/types.ts';
import { A_WINDOW, UNIT } from './region-scene.ts';
import { DONE, Scene } from './scene.ts';

export const GIVEN = A_WINDOW;

export class MshareScene extends Scene {
  constructor(title: string) {
    super(title, {
      generation: 'mshare-call',
      length: '0x200000',
      flags: ['MAP_SHARED', 'MAP_FIXED', 'MAP_ANONYMOUS'],
      files: { pool: { size: '0x0', on: 'msharefs' }, db: { size: '0x400000' } },
    });
    this.does({ call: 'mount', process: 'A' }, DONE);
  }

  share(process: string, flags: OpenFlags, seen: Outcome = DONE, range: Partial<Pick<MshareCall, 'addr' | 'length'>> = {}): this {
    const { addr = GIVEN, length = UNIT } = range;
    return this.does({ call: 'mshare', process, file: 'pool', addr, length, flags, mode: 384 }, seen);
  }

  /** A has memory, and makes a region of it. */
  create(flags: OpenFlags = ['O_RDWR', 'O_CREAT']): this {
    return this.map('A').share('A', flags);
  }

  /** B attaches. */
  join(flags: OpenFlags = ['O_RDWR'], seen: Outcome = DONE): this {
    return this.share('B', flags, seen);
  }

  giveBack(process: string, seen: Outcome = DONE): this {
    return this.does({ call: 'mshare_unlink', process, file: 'pool' }, seen);
  }
}
