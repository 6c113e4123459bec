/** The scenes of regions that the first mapping of their file begins: A and B share one, of one unit, at its one address. */
import { A_WINDOW, UNIT } from './region-scene.ts';
import { DONE, Scene } from './scene.ts';
import type { Outcome } from '../schemas/generated/types.ts';

export const BASE = A_WINDOW;

export class BegunScene extends Scene {
  constructor(title: string) {
    super(title, {
      generation: 'msharefs',
      length: UNIT,
      flags: ['MAP_SHARED', 'MAP_FIXED'],
      files: { pool: { size: '0x0', on: 'msharefs' } },
    });
    this.does({ call: 'mount', process: 'A' }, DONE);
    this.does({ call: 'open', process: 'A', file: 'pool', flags: ['O_RDWR', 'O_CREAT'], as: 'r' }, DONE);
  }

  attach(process: string, o: { readonly addr?: string; readonly length?: string; readonly seen?: Outcome } = {}): this {
    const { addr = BASE, length = UNIT, seen = { result: 'done', addr } } = o;
    if (process !== 'A') this.does({ call: 'open', process, file: 'pool', flags: ['O_RDWR'], as: 'r' }, DONE);
    const prot = ['PROT_READ', 'PROT_WRITE'] as const;
    return this.does({ call: 'mmap', process, addr, length, prot: [...prot], flags: ['MAP_SHARED', 'MAP_FIXED'], fd: 'r' }, seen);
  }

  /** Where a window begins whose process leaves that to the kernel. */
  attachAnywhere(process: string, addr: string): this {
    this.does({ call: 'open', process, file: 'pool', flags: ['O_RDWR'], as: 'r' }, DONE);
    return this.does(
      { call: 'mmap', process, length: UNIT, prot: ['PROT_READ'], flags: ['MAP_SHARED'], fd: 'r' },
      { result: 'done', addr },
    );
  }

  tells(data: string): this {
    return this.does({ call: 'read', process: 'A', fd: 'r', length: '0x10' }, { result: 'done', data });
  }
}
