import { expect } from 'vitest';
import { toHex } from '../../schemas/address.ts';
import { DEFAULT_GEOMETRY } from '../../schemas/contract.ts';
import type { Body, Call } from '../../schemas/contract.ts';
import type { Geometry, MapFlags, MmShot, OpenFlags, Outcome, Prot, Snapshot, TableShot } from '../../schemas/generated/types.ts';
import { createReference } from '../../reference/index.ts';

export const RW: Prot = ['PROT_READ', 'PROT_WRITE'];
export const R: Prot = ['PROT_READ'];
export const NONE: Prot = [];
export const SHARED: MapFlags = ['MAP_SHARED', 'MAP_FIXED'];
export const PT: MapFlags = ['MAP_SHARED', 'MAP_SHARED_PT', 'MAP_FIXED'];
export const PRIVATE: MapFlags = ['MAP_PRIVATE', 'MAP_FIXED'];
export const ANON: MapFlags = ['MAP_PRIVATE', 'MAP_ANONYMOUS', 'MAP_FIXED'];
export const MAPERR: Outcome = { result: 'fault', signal: 'SIGSEGV', code: 'SEGV_MAPERR' };
export const ACCERR: Outcome = { result: 'fault', signal: 'SIGSEGV', code: 'SEGV_ACCERR' };
export const ADRERR: Outcome = { result: 'fault', signal: 'SIGBUS', code: 'BUS_ADRERR' };
export const DONE: Outcome = { result: 'done' };

export function refused(errno: string): Outcome {
  return { result: 'refused', errno };
}

export function loaded(value: number): Outcome {
  return { result: 'done', value };
}

interface MapOptions {
  flags?: MapFlags;
  prot?: Prot;
  fd?: string;
  offset?: number;
}

/** A reference in a small world, spoken to in pages. Region addresses are multiples of the slot from SLOT on. */
export class Scene {
  readonly body = createReference();
  readonly geometry: Geometry;
  readonly shift: number;
  /** Pages of one leaf table. */
  readonly slot: number;
  /** First page of a convenient slot. */
  readonly base: number;
  cpu = 0;

  constructor(processes: readonly string[] = ['p', 'q'], geometry: Geometry = DEFAULT_GEOMETRY, pages?: number) {
    this.geometry = geometry;
    this.slot = geometry.entriesPerTable;
    this.shift = Math.log2(geometry.pageSize);
    this.base = geometry.entriesPerTable >= 64 && geometry.levels > 3 ? this.slot * 4096 : this.slot;
    const size = toHex(pages ?? 4 * this.slot, 0, this.shift);
    const files = { f: { size, content: 'page-numbers' as const }, g: { size } };
    this.body.reset({ generation: 'map-shared-pt', geometry, files, processes });
    for (const process of processes) {
      this.open(process, 'f');
      this.open(process, 'g');
    }
  }

  hex(page: number, offset = 0): string {
    return toHex(page, offset, this.shift);
  }

  call(call: Call): Outcome {
    return (this.body as Body).step(call) as Outcome;
  }

  open(process: string, file: string, flags: OpenFlags = ['O_RDWR'], as = file): Outcome {
    return this.call({ call: 'open', process, file, flags, as });
  }

  map(process: string, page: number, pages: number, options: MapOptions = {}): Outcome {
    const { flags = PT, prot = RW, fd = 'f', offset = 0 } = options;
    return this.call({
      call: 'mmap',
      process,
      cpu: this.cpu,
      addr: this.hex(page),
      length: this.hex(pages),
      prot,
      flags,
      fd,
      offset: this.hex(offset),
    });
  }

  unmap(process: string, page: number, pages: number): Outcome {
    return this.call({ call: 'munmap', process, cpu: this.cpu, addr: this.hex(page), length: this.hex(pages) });
  }

  protect(process: string, page: number, pages: number, prot: Prot): Outcome {
    return this.call({ call: 'mprotect', process, cpu: this.cpu, addr: this.hex(page), length: this.hex(pages), prot });
  }

  advise(process: string, page: number, pages: number, advice: 'MADV_DONTNEED' | 'MADV_REMOVE'): Outcome {
    return this.call({ call: 'madvise', process, cpu: this.cpu, addr: this.hex(page), length: this.hex(pages), advice });
  }

  load(process: string, page: number, offset = 0, cpu = this.cpu): Outcome {
    return this.call({ call: 'load', process, cpu, addr: this.hex(page, offset) });
  }

  store(process: string, page: number, value: number, cpu = this.cpu): Outcome {
    return this.call({ call: 'store', process, cpu, addr: this.hex(page), value });
  }

  fork(process: string, child: string): Outcome {
    return this.call({ call: 'fork', process, cpu: this.cpu, child });
  }

  exit(process: string): Outcome {
    return this.call({ call: 'exit', process, cpu: this.cpu });
  }

  exec(process: string): Outcome {
    return this.call({ call: 'exec', process, cpu: this.cpu });
  }

  truncate(process: string, pages: number, bytes = 0): Outcome {
    return this.call({ call: 'ftruncate', process, cpu: this.cpu, fd: 'f', size: this.hex(pages, bytes) });
  }

  remap(process: string, page: number, oldPages: number, newPages: number, to?: number): Outcome {
    const call = { call: 'mremap' as const, process, addr: this.hex(page), oldLength: this.hex(oldPages), newLength: this.hex(newPages) };
    if (to === undefined) return this.call({ ...call, flags: ['MREMAP_MAYMOVE'] });
    return this.call({ ...call, flags: ['MREMAP_MAYMOVE', 'MREMAP_FIXED'], newAddr: this.hex(to) });
  }

  present(process: string, page: number): number | undefined {
    const outcome = this.call({ call: 'present', process, addr: this.hex(page) });
    return outcome.result === 'done' ? outcome.value : undefined;
  }

  bytes(process?: string): number | undefined {
    const outcome = this.call(process === undefined ? { call: 'table-bytes' } : { call: 'table-bytes', process });
    return outcome.result === 'done' ? outcome.value : undefined;
  }

  shot(): Snapshot {
    return this.body.snapshot();
  }

  mm(process: string | null): MmShot {
    const found = this.shot().mms.find((mm) => mm.process === process);
    expect(found, `the mm of ${process}`).toBeDefined();
    return found as MmShot;
  }

  /** The leaf table that the process (null: the host) reaches for the page, walked in the snapshot. */
  leaf(process: string | null, page: number): TableShot | undefined {
    const tables = new Map(this.shot().tables.map((table) => [table.id, table]));
    let table = tables.get(this.mm(process).root);
    while (table !== undefined && table.level > 1) {
      const target = entryAt(table, Math.floor(page / this.slot ** (table.level - 1)) % this.slot)?.target;
      table = target === undefined ? undefined : tables.get(target);
    }
    return table;
  }

  /** Tables, mms and what else lasts; without the history that only the counts and the TLBs tell. */
  state(): unknown {
    const { mms, tables, caches } = this.shot();
    return structuredClone({ mms, tables, caches });
  }
}

export function entryAt(table: TableShot, index: number): { target: number; bits: number } | undefined {
  for (let i = 0; i < table.entries.length; i += 3) {
    if (table.entries[i] === index) return { target: table.entries[i + 1] as number, bits: table.entries[i + 2] as number };
  }
  return undefined;
}

/** Structural truths of every snapshot: each table is reached, reference counts are exact, charges add up. */
export function expectSound(scene: Pick<Scene, 'shot' | 'geometry'>): void {
  const { mms, tables, counts } = scene.shot();
  const links = new Map<number, number>();
  for (const table of tables) {
    if (table.level === 1) continue;
    for (let i = 1; i < table.entries.length; i += 3)
      links.set(table.entries[i] as number, (links.get(table.entries[i] as number) ?? 0) + 1);
  }
  const roots = new Set(mms.map((mm) => mm.root));
  const ids = new Set(tables.map((table) => table.id));
  for (const id of links.keys()) expect(ids.has(id), `table ${id} is linked and alive`).toBe(true);
  for (const table of tables) expect(table.refs, `refs of ${table.id}`).toBe(links.get(table.id) ?? 0);
  for (const table of tables) expect((table.refs as number) > 0 || roots.has(table.id), `table ${table.id} is reached`).toBe(true);
  const bytes = tables.length * scene.geometry.entriesPerTable * 8;
  expect(counts?.tableBytes).toBe(bytes);
  expect((counts?.tablesAllocated as number) - (counts?.tablesFreed as number)).toBe(tables.length);
  expect(mms.reduce((sum, mm) => sum + (mm.tableBytes as number), 0)).toBe(bytes);
}
