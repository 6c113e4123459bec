import type { MmShot } from '../schemas/generated/types.ts';
import type { Domain } from './fork-domain.ts';
import type { Region } from './region.ts';
import type { Table } from './table.ts';
import { VmaList } from './vma-list.ts';

/** An address space: of a process, or of the host of a region (`process` is null). */
export class Mm {
  readonly id: number;
  readonly process: string | null;
  readonly root: Table;
  readonly vmas: VmaList = new VmaList();
  /** The region that this mm is the host of. */
  region: Region | undefined = undefined;
  /** The domain that it holds, or whose tables it has. */
  domain: Domain | undefined = undefined;
  /** Tables charged to it. */
  tables = 0;
  shot: MmShot | undefined = undefined;

  constructor(id: number, process: string | null, root: Table) {
    this.id = id;
    this.process = process;
    this.root = root;
  }
}
