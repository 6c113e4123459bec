import { toHex } from '../../schemas/address.ts';
import { DEFAULT_GEOMETRY } from '../../schemas/contract.ts';
import type { Body, Call, CallOf } from '../../schemas/contract.ts';
import type { Geometry, MapFlags, MmShot, OpenFlags, Outcome, Prot, Snapshot, TableShot } from '../../schemas/generated/types.ts';
import { createReference } from '../../reference/index.ts';
import { RW, entryAt } from './scene.ts';

interface Create {
  prot?: Prot;
  flags?: MapFlags;
  object?: string;
  offset?: number;
}

interface Attach {
  at?: number;
  fd?: string;
  prot?: Prot;
  flags?: MapFlags;
  pages?: number;
}

const ANON: MapFlags = ['MAP_SHARED', 'MAP_FIXED', 'MAP_ANONYMOUS'];
const FILE: MapFlags = ['MAP_SHARED', 'MAP_FIXED'];

/** A reference with msharefs, spoken to in pages. `unit`: pages that a region is a multiple of. */
export class RegionScene {
  readonly body = createReference();
  readonly geometry: Geometry;
  readonly shift: number;
  readonly unit: number;
  readonly generation: string;
  cpu = 0;

  constructor(processes: readonly string[] = ['p', 'q'], geometry: Geometry = DEFAULT_GEOMETRY, generation = 'msharefs-ioctl') {
    this.geometry = geometry;
    this.generation = generation;
    this.shift = Math.log2(geometry.pageSize);
    const level = generation === 'msharefs' || generation === 'mshare-call' ? 5 : 4;
    this.unit = geometry.entriesPerTable ** (Math.min(level, geometry.levels) - 1);
    const msharefs = { size: '0x0', on: 'msharefs' as const };
    const files = {
      f: { size: this.hex(64), content: 'page-numbers' as const },
      r: msharefs,
      s: msharefs,
      t: msharefs,
      mshare_info: msharefs,
    };
    this.body.reset({ generation, geometry, files, processes });
  }

  hex(page: number, offset = 0): string {
    return toHex(page, offset, this.shift);
  }

  call(call: Call): Outcome {
    return (this.body as Body).step(call) as Outcome;
  }

  mount(process = 'p'): Outcome {
    return this.call({ call: 'mount', process });
  }

  open(process: string, file: string, flags: OpenFlags = ['O_RDWR'], as = file): Outcome {
    return this.call({ call: 'open', process, cpu: this.cpu, file, flags, as });
  }

  /** p creates the region r of so many units and q opens it; both hold the file f. */
  region(units = 1): this {
    this.mount();
    this.open('p', 'r', ['O_RDWR', 'O_CREAT', 'O_EXCL']);
    this.open('q', 'r');
    for (const process of ['p', 'q']) this.open(process, 'f');
    this.resize('p', units * this.unit);
    return this;
  }

  resize(process: string, pages: number, bytes = 0, fd = 'r'): Outcome {
    return this.call({ call: 'ftruncate', process, cpu: this.cpu, fd, size: this.hex(pages, bytes) });
  }

  create(process: string, page: number, pages: number, { prot = RW, object, offset = 0, flags }: Create = {}): Outcome {
    const shape = { regionOffset: this.hex(page), size: this.hex(pages), offset: this.hex(offset), prot };
    const ioctl = { call: 'ioctl' as const, process, cpu: this.cpu, fd: 'r', request: 'MSHAREFS_CREATE_MAPPING' as const, ...shape };
    if (object === undefined) return this.call({ ...ioctl, flags: flags ?? ANON });
    return this.call({ ...ioctl, flags: flags ?? FILE, object });
  }

  remove(process: string, page: number, pages: number): Outcome {
    const range = { regionOffset: this.hex(page), size: this.hex(pages) };
    return this.call({ call: 'ioctl', process, cpu: this.cpu, fd: 'r', request: 'MSHAREFS_UNMAP', ...range });
  }

  ioctl(process: string, call: Omit<CallOf<'ioctl'>, 'call' | 'process'>): Outcome {
    return this.call({ call: 'ioctl', process, cpu: this.cpu, ...call });
  }

  /** A window on r at the page, which is a multiple of the unit. */
  attach(process: string, at: number | undefined, { fd = 'r', prot = RW, flags, pages = this.unit }: Attach = {}): Outcome {
    const map = { call: 'mmap' as const, process, cpu: this.cpu, length: this.hex(pages), prot, fd, offset: '0x0' };
    if (at === undefined) return this.call({ ...map, flags: flags ?? ['MAP_SHARED'] });
    return this.call({ ...map, addr: this.hex(at), flags: flags ?? ['MAP_SHARED', 'MAP_FIXED'] });
  }

  detach(process: string, page: number, pages = this.unit): Outcome {
    return this.call({ call: 'munmap', process, cpu: this.cpu, addr: this.hex(page), length: this.hex(pages) });
  }

  load(process: string, page: number, cpu = this.cpu): Outcome {
    return this.call({ call: 'load', process, cpu, addr: this.hex(page) });
  }

  store(process: string, page: number, value: number, cpu = this.cpu): Outcome {
    return this.call({ call: 'store', process, cpu, addr: this.hex(page), value });
  }

  shot(): Snapshot {
    return this.body.snapshot();
  }

  mm(process: string | null): MmShot | undefined {
    return this.shot().mms.find((mm) => mm.process === process);
  }

  /** The table of the level that the process (null: the host of a region) reaches for the page, walked in the snapshot. */
  table(process: string | null, page: number, level: number): TableShot | undefined {
    const { entriesPerTable } = this.geometry;
    const tables = new Map(this.shot().tables.map((table) => [table.id, table]));
    let table = tables.get(this.mm(process)?.root ?? -1);
    while (table !== undefined && table.level > level) {
      const target = entryAt(table, Math.floor(page / entriesPerTable ** (table.level - 1)) % entriesPerTable)?.target;
      table = target === undefined ? undefined : tables.get(target);
    }
    return table;
  }

  /** Tables, mms and what else lasts, without the history that only the counts and the TLBs tell. */
  state(): unknown {
    const { mms, tables, caches } = this.shot();
    return structuredClone({ mms, tables, caches });
  }
}
