/** What is said alike wherever regions are filled piece by piece, and processes hold descriptors of them. */
import type { FileSetup, Step } from '../../schemas/generated/types.ts';
import type { Structure, Value } from '../../explore/quint/values.ts';
import type { ModelOutcome } from '../call-graph.ts';
import { Story, aside, pageOf, told, unsaid } from '../story.ts';
import type { Instance, StoryStep } from '../story.ts';

export abstract class RegionStory extends Story {
  /** The descriptor that each process holds of each region, by "process.region". */
  private readonly descriptors = new Map<string, string>();
  /** What was placed last at each page. */
  private readonly placed = new Map<Value, number>();
  private handles = 0;

  /** Objects that regions are filled with. */
  override files(): Readonly<Record<string, FileSetup>> {
    return this.places.files(this.objects);
  }

  protected get objects(): number {
    return this.places.sizes.objects ?? 1;
  }

  /**
   * Every process opens every object, and maps it beside all windows, where nobody ever loads or stores: whoever wants a page out of all
   * tables asks for it there, since a window takes no advice.
   */
  override opening(): StoryStep[] {
    const { places } = this;
    return this.everybody().flatMap((process) =>
      Array.from({ length: this.objects }, (_, object) => [
        aside({ call: 'open', process, file: places.file(object), flags: ['O_RDWR'], as: objectOf(object) }),
        aside({
          call: 'mmap',
          process,
          addr: places.beside(object),
          length: places.length,
          prot: ['PROT_READ', 'PROT_WRITE'],
          flags: ['MAP_SHARED', 'MAP_FIXED'],
          fd: objectOf(object),
        }),
      ]).flat(),
    );
  }

  /** A whole window goes. */
  protected abstract detach(window: Value, cpu: Value): StoryStep;

  /** What is called alike, but for how a window goes. */
  protected onWindows(instance: Instance, outcome: ModelOutcome): StoryStep[] {
    const { action, args } = instance;
    const [first, second, page] = args as [Value, Value, Value];
    switch (action) {
      case 'detach':
        return [this.detach(first, second)];
      case 'changeWindow':
        return this.changeWindow(first);
      case 'exit':
        return [this.exit(first, second)];
      case 'fork':
        return [this.fork(first, second)];
      case 'access':
        return [this.access(args, outcome)];
      case 'reclaim':
        return [this.reclaim(first, second, page)];
      default:
        return unsaid(instance);
    }
  }

  /** The name of a new descriptor, which the process holds from now on. */
  protected hold(process: Value, region: Value): string {
    const handle = `d${++this.handles}`;
    this.descriptors.set(key(process, region), handle);
    return handle;
  }

  protected descriptor(process: Value, region: Value): string {
    return this.descriptors.get(key(process, region))!;
  }

  protected close(process: Value, cpu: Value, region: Value): StoryStep {
    const fd = this.descriptor(process, region);
    this.descriptors.delete(key(process, region));
    return told({ call: 'close', process: this.name(process), cpu: cpu as number, fd });
  }

  protected setSize(process: Value, region: Value): StoryStep {
    return told({ call: 'ftruncate', process: this.name(process), fd: this.descriptor(process, region), size: this.places.length });
  }

  /** An object is placed at a page of a region. */
  protected fill(page: Value, object: Value): void {
    this.placed.set(page, object as number);
  }

  /** A page leaves all tables: a hole is made in the object that was placed there last. */
  private reclaim(process: Value, cpu: Value, page: Value): StoryStep {
    const [, slot, index] = pageOf(page);
    const frame = [this.placed.get(page)!, slot, index] as const;
    this.cleared(frame);
    const addr = this.places.pageBeside(frame);
    const length = this.places.pageLength;
    return told({ call: 'madvise', process: this.name(process), cpu: cpu as number, addr, length, advice: 'MADV_REMOVE' });
  }

  /** munmap of a part of a window, and mprotect of it. */
  private changeWindow(window: Value): StoryStep[] {
    const { process, addr } = this.windowOf(window);
    const on = { process, addr, length: this.places.pageLength };
    return [told({ ...on, call: 'munmap' }), told({ ...on, call: 'mprotect', prot: ['PROT_READ'] })];
  }

  protected windowOf(window: Value): { readonly process: string; readonly addr: string } {
    const [process, base] = (window as Structure).parts;
    return { process: this.name(process!), addr: this.places.start(base as number) };
  }

  /** Descriptors are inherited by the names that the parent has for them. */
  protected override fork(process: Value, child: Value): StoryStep {
    for (let region = 0; region < this.places.sizes.files; region++) {
      const handle = this.descriptors.get(key(process, region));
      if (handle === undefined) this.descriptors.delete(key(child, region));
      else this.descriptors.set(key(child, region), handle);
    }
    return super.fork(process, child);
  }

  /** A page of a region, as all calls on regions name it. */
  protected onRegion(process: Value, cpu: Value, page: Value): { process: string; cpu: number; fd: string } {
    return { process: this.name(process), cpu: cpu as number, fd: this.descriptor(process, pageOf(page)[0]) };
  }
}

/** The descriptor of an object. */
export function objectOf(object: number): string {
  return `object${object}`;
}

export const WHOLE_PROT = ['PROT_READ', 'PROT_WRITE'] satisfies Extract<Step, { call: 'mmap' }>['prot'];

function key(process: Value, region: Value): string {
  return `${process as number}.${region as number}`;
}
