/** What is called alike where a region has one place for all, holds memory of zeros at first, and is changed through its windows. */
import type { FileSetup } from '../../schemas/generated/types.ts';
import type { Structure, Value } from '../../explore/quint/values.ts';
import type { ModelOutcome } from '../call-graph.ts';
import { Memory } from '../memory.ts';
import { aside, pageOf, protOf, told } from '../story.ts';
import type { Instance, StoryStep } from '../story.ts';
import { RegionStory, nameOf } from './region-story.ts';

export abstract class InPlaceStory extends RegionStory {
  readonly memory = new Memory();
  /** The address of each region. */
  private readonly bases = new Map<number, number>();

  /** Names of regions, which stand for nothing yet. */
  override files(): Readonly<Record<string, FileSetup>> {
    const names = Array.from({ length: this.places.sizes.files }, (_, region) => nameOf(region));
    return Object.fromEntries(names.map((name) => [name, { size: '0x0', on: 'msharefs' }]));
  }

  override opening(): StoryStep[] {
    return [aside({ call: 'mount', process: this.everybody()[0]! })];
  }

  protected override onWindows(instance: Instance, outcome: ModelOutcome): StoryStep[] {
    const [window, cpu, page, protection] = instance.args as [Value, Value, Value, Value];
    if (instance.action !== 'protectPage') return super.onWindows(instance, outcome);
    const [process] = (window as Structure).parts;
    return [told({ ...this.onRegionPage(process!, cpu, page), call: 'mprotect', prot: protOf(protection) })];
  }

  /** A region begins, with zeros at every page. */
  protected begin(region: Value): void {
    const { slots, indices } = this.places.sizes;
    for (let slot = 0; slot < slots; slot++) for (let index = 0; index < indices; index++) this.cleared([region as number, slot, index]);
  }

  /** It is, or will be, at this address. */
  protected lieAt(region: Value, base: Value): void {
    this.bases.set(region as number, base as number);
  }

  protected override detach(window: Value, cpu: Value): StoryStep {
    return this.unmapWindow(window, cpu);
  }

  /** The entries go, for all who share, and the memory stays. */
  protected override reclaim(process: Value, cpu: Value, page: Value): StoryStep {
    return told({ ...this.onRegionPage(process, cpu, page), call: 'madvise', advice: 'MADV_DONTNEED' });
  }

  /** A page of a region, through the window of a process. */
  private onRegionPage(process: Value, cpu: Value, page: Value): { process: string; cpu: number; addr: string; length: string } {
    const [region, slot, index] = pageOf(page);
    const addr = this.places.address([this.bases.get(region)!, slot, index]);
    return { process: this.name(process), cpu: cpu as number, addr, length: this.places.pageLength };
  }
}
