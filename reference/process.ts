import type { File } from './file.ts';
import type { Mm } from './mm.ts';

export interface Descriptor {
  readonly file: File;
  readonly readable: boolean;
  readonly writable: boolean;
  readonly closeOnExec: boolean;
  /** Where the next read begins: one place for all who got the descriptor by inheritance or by a message. */
  readonly cursor: Cursor;
}

/** Bytes from the start of the file. */
export interface Cursor {
  at: number;
}

/** A process. exec gives it another mm. */
export class Process {
  readonly name: string;
  mm: Mm;
  readonly descriptors: Map<string, Descriptor> = new Map();

  constructor(name: string, mm: Mm) {
    this.name = name;
    this.mm = mm;
  }
}
