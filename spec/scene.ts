/** Short transcripts for the examples of rules, told step by step. */
import type { FileSetup, Geometry, MapFlags, Outcome, Prot, Snapshot, Step, Trace } from '../schemas/generated/types.ts';
import { type Picture, paint } from './picture.ts';
import type { Example } from './rule.ts';

export const DONE: Outcome = { result: 'done' };
export const MAPERR: Outcome = { result: 'fault', signal: 'SIGSEGV', code: 'SEGV_MAPERR' };
export const ACCERR: Outcome = { result: 'fault', signal: 'SIGSEGV', code: 'SEGV_ACCERR' };
export const BEYOND: Outcome = { result: 'fault', signal: 'SIGBUS', code: 'BUS_ADRERR' };

export function value(n: number): Outcome {
  return { result: 'done', value: n };
}

export function refused(errno: string): Outcome {
  return { result: 'refused', errno };
}

const PROTS: Readonly<Record<string, Prot>> = {
  rw: ['PROT_READ', 'PROT_WRITE'],
  r: ['PROT_READ'],
  none: [],
};

export interface MapOptions {
  readonly file?: string;
  readonly addr?: string;
  readonly at?: string;
  readonly length?: string;
  readonly offset?: string;
  readonly prot?: 'rw' | 'r' | 'none';
  readonly flags?: readonly ('MAP_SHARED' | 'MAP_PRIVATE' | 'MAP_SHARED_PT' | 'MAP_FIXED' | 'MAP_ANONYMOUS')[];
  readonly mode?: 'O_RDWR' | 'O_RDONLY';
  readonly seen?: Outcome;
}

/** The region of the examples lies at 2 TiB and is one slot long. */
export const BUF = '0x20000000000';

/** What a scene takes for granted. */
export interface Setting {
  readonly generation: string;
  readonly geometry?: Geometry;
  /** Of a mapping that says nothing else. */
  readonly length: string;
  readonly flags: MapFlags;
  readonly files: Readonly<Record<string, FileSetup>>;
}

const FLAGGED: Setting = {
  generation: 'map-shared-pt',
  length: '0x200000',
  flags: ['MAP_SHARED', 'MAP_SHARED_PT', 'MAP_FIXED'],
  files: { db: { size: '0x400000', content: 'page-numbers' }, log: { size: '0x400000' } },
};

export class Scene {
  private readonly title: string;
  private readonly setting: Setting;
  private readonly processes: string[] = [];
  private readonly born = new Set<string>();
  private readonly steps: Step[] = [];
  private readonly entries: { outcome: Outcome; snapshot?: Snapshot }[] = [];

  constructor(title: string, setting: Setting = FLAGGED) {
    this.title = title;
    this.setting = setting;
  }

  does(call: Step, outcome: Outcome): this {
    const process = 'process' in call ? call.process : undefined;
    if (process !== undefined && !this.born.has(process)) {
      this.born.add(process);
      this.processes.push(process);
    }
    if (call.call === 'fork') this.born.add(call.child);
    this.steps.push(call);
    this.entries.push({ outcome });
    return this;
  }

  open(process: string, file = 'db', mode: 'O_RDWR' | 'O_RDONLY' = 'O_RDWR'): this {
    return this.does({ call: 'open', process, file, flags: [mode], as: `fd-${file}` }, DONE);
  }

  /** Opens and maps: by default the buffer, shared with its tables. */
  map(process: string, o: MapOptions = {}): this {
    const { file = 'db', addr = BUF, length = this.setting.length, offset = '0x0', prot = 'rw', mode = 'O_RDWR' } = o;
    const flags = [...(o.flags ?? this.setting.flags)];
    const fd = flags.includes('MAP_ANONYMOUS') ? {} : { fd: `fd-${file}` };
    if (!flags.includes('MAP_ANONYMOUS')) this.open(process, file, mode);
    return this.does(
      { call: 'mmap', process, addr, length, prot: PROTS[prot]!, flags, ...fd, offset },
      o.seen ?? { result: 'done', addr: o.at ?? addr },
    );
  }

  load(process: string, addr: string, outcome: Outcome, cpu = 0): this {
    return this.does({ call: 'load', process, cpu, addr }, outcome);
  }

  store(process: string, addr: string, byte: number, outcome: Outcome = DONE, cpu = 0): this {
    return this.does({ call: 'store', process, cpu, addr, value: byte }, outcome);
  }

  protect(process: string, addr: string, length: string, prot: 'rw' | 'r' | 'none', outcome: Outcome = DONE): this {
    return this.does({ call: 'mprotect', process, addr, length, prot: PROTS[prot]! }, outcome);
  }

  unmap(process: string, addr: string, length: string, outcome: Outcome = DONE): this {
    return this.does({ call: 'munmap', process, addr, length }, outcome);
  }

  /** What the body shows after the last step. */
  shows(picture: Picture | Snapshot): this {
    this.entries.at(-1)!.snapshot = 'leaves' in picture ? paint(picture) : picture;
    return this;
  }

  end(): Example {
    const { generation, geometry, files } = this.setting;
    const trace: Trace = {
      format: 1,
      id: 'example',
      title: this.title,
      rules: [],
      origin: { kind: 'written' },
      generation,
      ...(geometry && { geometry }),
      files: { ...files },
      processes: this.processes,
      steps: this.steps,
    };
    const body = {
      name: 'example',
      generations: [generation],
      shows: ['tables' as const, 'tlb' as const, 'counts' as const, 'caches' as const],
    };
    return { title: this.title, transcript: { format: 1, trace, body, entries: this.entries, status: 'complete' } };
  }
}

/** A and B map the buffer, and nothing has been touched. */
export function twoSharers(title: string): Scene {
  return new Scene(title).map('A').map('B');
}

/** An address in the buffer: page and offset. */
export function at(page: number, offset = 0): string {
  return `0x${(BigInt(BUF) + BigInt(page) * 4096n + BigInt(offset)).toString(16)}`;
}
