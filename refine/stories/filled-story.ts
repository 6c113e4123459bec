/** What is called alike where regions are filled piece by piece, by whoever holds a descriptor. */
import type { FileSetup } from '../../schemas/generated/types.ts';
import type { Value } from '../../explore/quint/values.ts';
import type { ModelOutcome } from '../call-graph.ts';
import { pageOf, told } from '../story.ts';
import type { Instance, StoryStep } from '../story.ts';
import { RegionStory } from './region-story.ts';

export abstract class FilledStory extends RegionStory {
  /** What was placed last at each page. */
  private readonly placed = new Map<Value, number>();

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
    return this.everybody().flatMap((process) =>
      Array.from({ length: this.objects }, (_, object) => this.mapBeside(process, object, objectOf(object))).flat(),
    );
  }

  protected override onWindows(instance: Instance, outcome: ModelOutcome): StoryStep[] {
    if (instance.action === 'changeWindow') return this.changeWindow(instance.args[0]!);
    return super.onWindows(instance, outcome);
  }

  protected setSize(process: Value, region: Value): StoryStep {
    return told({ call: 'ftruncate', process: this.name(process), fd: this.descriptor(process, region), size: this.places.length });
  }

  /** An object is placed at a page of a region. */
  protected fill(page: Value, object: Value): void {
    this.placed.set(page, object as number);
  }

  /** A page leaves all tables: a hole is made in the object that was placed there last. */
  protected override reclaim(process: Value, cpu: Value, page: Value): StoryStep {
    const [, slot, index] = pageOf(page);
    return this.removeBeside(process, cpu, [this.placed.get(page)!, slot, index]);
  }

  /** munmap of a part of a window, and mprotect of it. */
  private changeWindow(window: Value): StoryStep[] {
    const { process, addr } = this.windowOf(window);
    const on = { process, addr, length: this.places.pageLength };
    return [told({ ...on, call: 'munmap' }), told({ ...on, call: 'mprotect', prot: ['PROT_READ'] })];
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
