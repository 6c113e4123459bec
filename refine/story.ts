/** From actions of the formal model to calls of a trace, while processes come and go. */
import type { Step } from '../schemas/generated/types.ts';
import type { Value } from '../explore/quint/values.ts';
import type { Structure } from '../explore/quint/values.ts';
import type { Places, Page } from './geometry.ts';
import type { ProcessNumbers } from './abstraction.ts';

/** An action of the model, with the arguments that it was taken with. */
export interface Instance {
  /** Its short name. */
  readonly action: string;
  readonly args: readonly Value[];
}

/** A step, and whether the model has its say after it; a step that only prepares or tidies up has none. */
export interface StoryStep {
  readonly step: Step;
  readonly weighed: boolean;
}

/** The calls of one run from the beginning. A name of a trace is never used again, so who is born again gets a new one. */
export class Story {
  readonly processes: readonly string[];
  private readonly places: Places;
  private readonly names: string[];
  private born = 0;

  constructor(places: Places) {
    this.places = places;
    this.names = Array.from({ length: places.sizes.processes }, (_, process) => `p${process}`);
    this.processes = this.names.slice();
  }

  /** Who lives, by name. The dead keep their number until it is given again, and nobody shows them. */
  numbers(): ProcessNumbers {
    return new Map(this.names.map((name, process) => [name, process]));
  }

  /** Every process opens every file. */
  opening(): StoryStep[] {
    const { sizes } = this.places;
    return this.names.flatMap((process) =>
      Array.from({ length: sizes.files }, (_, file) => ({
        step: { call: 'open', process, file: this.places.file(file), flags: ['O_RDWR'], as: `fd${file}` } satisfies Step,
        weighed: false,
      })),
    );
  }

  /** The calls of an action; none for a step inside a page fault. `shared`: what the model says of an mmap. */
  stepsOf({ action, args }: Instance, shared: boolean): StoryStep[] {
    switch (action) {
      case 'attach':
        return this.attach(args, shared);
      case 'detach':
        return [this.unmap(args, args[2] as number, this.places.length)];
      case 'detachPart':
        return [this.unmap([args[0]!, 0], args[1] as number, this.places.pageLength)];
      case 'exit':
        return [told({ call: 'exit', process: this.name(args[0]!), cpu: args[1] as number })];
      case 'fork':
        return [told({ call: 'fork', process: this.name(args[0]!), child: this.bear(args[1] as number) })];
      case 'access':
        return [told(this.access(args))];
      case 'protectPage':
        return [told({ ...this.onPage(args), call: 'mprotect', length: this.places.pageLength, prot: protOf(args[3]!) })];
      case 'reclaim':
        return [told({ ...this.onPage(args), call: 'madvise', length: this.places.pageLength, advice: 'MADV_DONTNEED' })];
      default:
        throw new Error(`the action ${action} has no calls`);
    }
  }

  private name(process: Value): string {
    return this.names[process as number]!;
  }

  private bear(process: number): string {
    return (this.names[process] = `p${process}b${++this.born}`);
  }

  /** What does not share is unmapped again at once, since the model follows it no further. */
  private attach([process, file, protection, aligned]: readonly Value[], shared: boolean): StoryStep[] {
    const { places } = this;
    const addr = aligned === true ? places.start(file as number) : places.unaligned;
    const of = { process: this.name(process!), addr, length: places.length };
    const mmap: Step = {
      ...of,
      call: 'mmap',
      prot: protOf(protection!),
      flags: ['MAP_SHARED', 'MAP_SHARED_PT', 'MAP_FIXED'],
      fd: `fd${file as number}`,
    };
    return shared ? [told(mmap)] : [told(mmap), { step: { ...of, call: 'munmap' }, weighed: false }];
  }

  private unmap([process, cpu]: readonly Value[], file: number, length: string): StoryStep {
    return told({ call: 'munmap', process: this.name(process!), cpu: cpu as number, addr: this.places.start(file), length });
  }

  private access([process, cpu, place, store]: readonly Value[]): Step {
    const on = this.onPage([process!, cpu!, place!]);
    // What is stored is what is there: so a load always tells which page it came to.
    return store === true ? { ...on, call: 'store', value: this.places.byteOf(pageOf(place!)) } : { ...on, call: 'load' };
  }

  private onPage([process, cpu, place]: readonly Value[]): { process: string; cpu: number; addr: string } {
    return { process: this.name(process!), cpu: cpu as number, addr: this.places.address(pageOf(place!)) };
  }
}

function told(step: Step): StoryStep {
  return { step, weighed: true };
}

export function pageOf(value: Value): Page {
  return (value as Structure).parts as unknown as Page;
}

function protOf(value: Value): ('PROT_READ' | 'PROT_WRITE')[] {
  return (value as Structure).shape.names[0] === 'ReadWrite' ? ['PROT_READ', 'PROT_WRITE'] : ['PROT_READ'];
}
