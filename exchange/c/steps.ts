/** Steps as requests to a worker, and what answers are called. */
import type { Call } from '../../schemas/contract.ts';
import type { Outcome, Step } from '../../schemas/generated/types.ts';
import { isAbsolute, regionOf } from '../../schemas/place.ts';
import { Identifiers } from './names.ts';
import { flags, long } from './request.ts';
import type { Request } from './request.ts';
import { isRegional, regionRequest } from './region-steps.ts';
import type { Regional } from './region-steps.ts';

type Placed = 'load' | 'store' | 'present' | 'munmap' | 'mprotect' | 'madvise';
/** Calls that a program makes. The others look at what a program cannot see, or have no C here: the program leaves them out. */
type Ordinary = Extract<Call, { call: Placed | 'open' | 'close' | 'ftruncate' | 'mmap' | 'mremap' | 'fork' | 'exec' | 'exit' }>;
type Asked = Ordinary | Regional;

const ASKED: Readonly<Record<Ordinary['call'], true>> = {
  open: true,
  close: true,
  ftruncate: true,
  mmap: true,
  munmap: true,
  mprotect: true,
  madvise: true,
  mremap: true,
  fork: true,
  exec: true,
  exit: true,
  load: true,
  store: true,
  present: true,
};

export function isAsked(step: Step): step is Asked {
  return Object.hasOwn(ASKED, step.call) || isRegional(step);
}

/** Follows which descriptors and places go by which names. */
export class Scribe {
  readonly names = new Identifiers();
  /** Variables, with their types. */
  readonly variables = new Map<string, 'int' | 'unsigned long'>();
  /** For each process, its handles and the variables of their numbers. */
  private readonly handles = new Map<string, Map<string, Handle>>();
  private readonly bound = new Map<string, string>();
  private readonly inMsharefs: ReadonlySet<string>;

  /** @param inMsharefs names that are opened in msharefs, where ordinary files are opened by what was made of them */
  constructor(inMsharefs: ReadonlySet<string> = new Set()) {
    this.inMsharefs = inMsharefs;
  }

  request(step: Asked, seen: Outcome): Request {
    const done = seen.result === 'done';
    if (isRegional(step)) return regionRequest(this, step, done);
    switch (step.call) {
      case 'open':
        return this.open(step, done);
      case 'close': {
        const text = `REQUEST(CLOSE, ${this.descriptor(step.process, step.fd)})`;
        if (done) this.of(step.process).delete(step.fd);
        return { text };
      }
      case 'ftruncate':
        return { text: `REQUEST(FTRUNCATE, ${this.descriptor(step.process, step.fd)}, ${step.size})` };
      case 'mmap':
        return this.mmap(step);
      case 'mremap':
        return this.mremap(step);
      case 'fork':
        if (done) this.handles.set(step.child, new Map(this.of(step.process)));
        return { text: `REQUEST(FORK, ${this.process(step.child)})` };
      case 'exec':
        if (done) for (const [name, { cloexec }] of this.of(step.process)) if (cloexec) this.of(step.process).delete(name);
        return { text: 'REQUEST(EXEC)' };
      case 'exit':
        return { text: 'REQUEST(EXIT)' };
      default:
        return { text: this.placed(step) };
    }
  }

  process(name: string): string {
    return this.names.of('PROC_', name);
  }

  private placed(step: Extract<Asked, { call: 'load' | 'store' | 'present' | 'munmap' | 'mprotect' | 'madvise' }>): string {
    const at = this.place(step.addr);
    switch (step.call) {
      case 'store':
        return `REQUEST(STORE, ${at}, ${step.value})`;
      case 'munmap':
        return `REQUEST(MUNMAP, ${at}, ${step.length})`;
      case 'mprotect':
        return `REQUEST(MPROTECT, ${at}, ${step.length}, ${flags(step.prot, 'PROT_NONE')})`;
      case 'madvise':
        return `REQUEST(MADVISE, ${at}, ${step.length}, ${step.advice})`;
      default:
        return `REQUEST(${step.call.toUpperCase()}, ${at})`;
    }
  }

  private open(step: Extract<Asked, { call: 'open' }>, done: boolean): Request {
    const named = this.inMsharefs.has(step.file);
    const what = named ? `OPEN_NAME, ${this.names.of('NAME_', step.file)}` : `OPEN, ${this.names.of('file_', step.file)}`;
    const text = `REQUEST(${what}, ${flags(step.flags, 'O_RDONLY')})`;
    return done ? { text, keep: this.bind(step.process, step.as, step.flags.includes('O_CLOEXEC')) } : { text };
  }

  /** A handle of a process from now on; the variable that keeps its number. */
  bind(process: string, as: string, cloexec: boolean): string {
    const keep = this.variable('fd_', `${process}_${as}`, 'int');
    this.of(process).set(as, { keep, cloexec });
    return keep;
  }

  private mmap(step: Extract<Asked, { call: 'mmap' }>): Request {
    const at = step.addr === undefined ? '0' : this.place(step.addr);
    const fd = step.fd === undefined ? '-1' : this.descriptor(step.process, step.fd);
    const words = [at, step.length, flags(step.prot, 'PROT_NONE'), flags(step.flags, '0'), fd, step.offset ?? '0'];
    const fixed = step.flags.includes('MAP_FIXED') || step.flags.includes('MAP_FIXED_NOREPLACE');
    return { text: `REQUEST(MMAP, ${words.join(', ')})`, ...this.kept(step.as), ...(fixed ? { address: at } : {}) };
  }

  private mremap(step: Extract<Asked, { call: 'mremap' }>): Request {
    const to = step.newAddr === undefined ? undefined : this.place(step.newAddr);
    const words = [this.place(step.addr), step.oldLength, step.newLength, flags(step.flags, '0'), to ?? '0'];
    const fixed = step.flags.includes('MREMAP_FIXED') && to !== undefined;
    return { text: `REQUEST(MREMAP, ${words.join(', ')})`, ...this.kept(step.as), ...(fixed ? { address: to } : {}) };
  }

  /** Where a call put what is called so. */
  kept(as: string | undefined): { keep?: string } {
    if (as === undefined) return {};
    const keep = this.variable('at_', as, 'unsigned long');
    this.bound.set(as, keep);
    return { keep };
  }

  private variable(prefix: string, name: string, type: 'int' | 'unsigned long'): string {
    const variable = this.names.fresh(prefix, name);
    this.variables.set(variable, type);
    return variable;
  }

  private of(process: string): Map<string, Handle> {
    const own = this.handles.get(process) ?? new Map<string, Handle>();
    this.handles.set(process, own);
    return own;
  }

  /** One that is not open is no descriptor at all: its number may belong to another file by now. */
  descriptor(process: string, handle: string): string {
    return this.of(process).get(handle)?.keep ?? '-1';
  }

  place(place: string): string {
    if (isAbsolute(place)) return long(place);
    const region = regionOf(place);
    const base = this.bound.get(region) ?? this.names.of('ADDR_', region);
    return place === region ? base : `${base} + ${long(place.slice(region.length + 1))}`;
  }
}

interface Handle {
  readonly keep: string;
  readonly cloexec: boolean;
}
