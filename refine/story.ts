/** From actions of a formal model to calls of a trace, while processes come and go. */
import type { FileSetup, Prot, Step } from '../schemas/generated/types.ts';
import type { Structure, Value } from '../explore/quint/values.ts';
import type { ProcessNumbers } from './abstraction.ts';
import type { ModelOutcome } from './call-graph.ts';
import type { Page, Places } from './geometry.ts';

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

/**
 * The calls of one run from the beginning. Each generation has its own, which says how its actions are called. A name of a trace is
 * never used again, so who is born again gets a new one.
 */
export abstract class Story {
  readonly processes: readonly string[];
  protected readonly places: Places;
  private readonly names: string[];
  private readonly bytes = new Map<string, number>();
  private born = 0;

  constructor(places: Places) {
    this.places = places;
    this.names = Array.from({ length: places.sizes.processes }, (_, process) => `p${process}`);
    this.processes = this.names.slice();
  }

  /** What the world has besides processes. */
  abstract files(): Readonly<Record<string, FileSetup>>;

  /** What is done before the first action. */
  abstract opening(): StoryStep[];

  /** The calls of an action, but of a step inside a page fault. `outcome`: what the model says of it. */
  abstract stepsOf(instance: Instance, outcome: ModelOutcome): StoryStep[];

  /** Who lives, by name. The dead keep their number until it is given again, and nobody shows them. */
  numbers(): ProcessNumbers {
    return new Map(this.names.map((name, process) => [name, process]));
  }

  /** The number in the model of the region that a host serves, by the name that the body gives to its file. */
  regionOf(file: string): number {
    return Number(file.slice(1));
  }

  /** What a load of a frame finds now. */
  byteOf(frame: Page): number {
    return this.bytes.get(frame.join()) ?? this.places.byteOf(frame);
  }

  protected name(process: Value): string {
    return this.names[process as number]!;
  }

  protected everybody(): readonly string[] {
    return this.names;
  }

  /** @returns the name of a process that begins to live */
  protected bear(process: Value): string {
    const number = process as number;
    return (this.names[number] = `p${number}b${++this.born}`);
  }

  protected fork(process: Value, child: Value): StoryStep {
    return told({ call: 'fork', process: this.name(process), child: this.bear(child) });
  }

  protected exit(process: Value, cpu: Value = 0): StoryStep {
    return told({ call: 'exit', process: this.name(process), cpu: cpu as number });
  }

  /** A store writes what tells the page that the model reaches, so that a load always tells which one it came to. */
  protected access([process, cpu, place, store]: readonly Value[], { tag, value }: ModelOutcome): StoryStep {
    const on = this.onPage(process!, cpu!, place!);
    if (store !== true) return told({ ...on, call: 'load' });
    const page = pageOf(tag === 'Reached' ? value : place!);
    if (tag === 'Reached') this.bytes.delete(page.join());
    return told({ ...on, call: 'store', value: this.places.byteOf(page) });
  }

  /** A frame is taken from its file, and whoever comes there finds zeros. */
  protected cleared(frame: Page): void {
    this.bytes.set(frame.join(), 0);
  }

  /** A process opens a file, and maps it beside all windows. */
  protected mapBeside(process: string, file: number, fd: string): StoryStep[] {
    const { places } = this;
    return [
      aside({ call: 'open', process, file: places.file(file), flags: ['O_RDWR'], as: fd }),
      aside({
        call: 'mmap',
        process,
        addr: places.beside(file),
        length: places.length,
        prot: WHOLE_PROT,
        flags: ['MAP_SHARED', 'MAP_FIXED'],
        fd,
      }),
    ];
  }

  /** A hole is made in a file, through the mapping of it beside all windows. */
  protected removeBeside(process: Value, cpu: Value, frame: Page): StoryStep {
    this.cleared(frame);
    const addr = this.places.pageBeside(frame);
    const length = this.places.pageLength;
    return told({ call: 'madvise', process: this.name(process), cpu: cpu as number, addr, length, advice: 'MADV_REMOVE' });
  }

  protected onPage(process: Value, cpu: Value, place: Value): { process: string; cpu: number; addr: string } {
    return { process: this.name(process), cpu: cpu as number, addr: this.places.address(pageOf(place)) };
  }
}

/** All that a mapping may allow here. */
export const WHOLE_PROT = ['PROT_READ', 'PROT_WRITE'] satisfies Prot;

/** A call that the model has its say on. */
export function told(step: Step): StoryStep {
  return { step, weighed: true };
}

/** A call that prepares or tidies up. */
export function aside(step: Step): StoryStep {
  return { step, weighed: false };
}

export function pageOf(value: Value): Page {
  return (value as Structure).parts as unknown as Page;
}

export function protOf(value: Value): Prot {
  return (value as Structure).shape.names[0] === 'ReadWrite' ? ['PROT_READ', 'PROT_WRITE'] : ['PROT_READ'];
}

/** An action that a generation's table does not have. */
export function unsaid({ action }: Instance): never {
  throw new Error(`the action ${action} has no calls`);
}
