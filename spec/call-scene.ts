/** The scenes of regions that a set of calls makes: one unit, which A owns, with an object of 2 MiB at its beginning. */
import type { Outcome } from '../schemas/generated/types.ts';
import { A_WINDOW, B_WINDOW, UNIT } from './region-scene.ts';
import { DONE, Scene } from './scene.ts';

export class CallScene extends Scene {
  constructor(title: string) {
    super(title, { generation: 'mshare-protect', length: UNIT, flags: ['MAP_SHARED', 'MAP_FIXED'], files: {} });
  }

  create(): this {
    this.does({ call: 'mshare_create', process: 'A', flags: [], as: 'r' }, DONE);
    return this.does({ call: 'ftruncate', process: 'A', fd: 'r', size: UNIT }, DONE);
  }

  place(): this {
    const flags = ['MAP_SHARED' as const, 'MAP_ANONYMOUS' as const];
    return this.does(
      { call: 'mshare_map', process: 'A', fd: 'r', offset: '0x0', size: '0x200000', prot: ['PROT_READ', 'PROT_WRITE'], flags },
      DONE,
    );
  }

  attach(process: string, addr: string, offset = '0x0', seen?: Outcome): this {
    return this.does(
      { call: 'mshare_attach', process, fd: 'r', offset, size: UNIT, addr, flags: ['MAP_FIXED'] },
      seen ?? { result: 'done', addr },
    );
  }
}

/** A gives B its descriptor, and both have windows. */
export function twoAttached(title: string): CallScene {
  return new CallScene(title)
    .create()
    .place()
    .attach('A', A_WINDOW)
    .does({ call: 'pass-fd', process: 'A', fd: 'r', to: 'B', as: 'r' }, DONE)
    .attach('B', B_WINDOW);
}
