/** How the actions of mshare_protect are called: a region is a descriptor, and has calls of its own. */
import type { Value } from '../../explore/quint/values.ts';
import type { ModelOutcome } from '../call-graph.ts';
import { pageOf, protOf, told } from '../story.ts';
import type { Instance, StoryStep } from '../story.ts';
import { FilledStory, objectOf } from './filled-story.ts';

export class MshareProtectStory extends FilledStory {
  /** Regions of the model, in the order in which they were created: a body numbers them from 1. */
  private readonly created: Value[] = [];

  override regionOf(file: string): number {
    return (this.created[Number(file.slice(file.lastIndexOf('-') + 1)) - 1] ?? -1) as number;
  }

  override stepsOf(instance: Instance, outcome: ModelOutcome): StoryStep[] {
    const { action, args } = instance;
    const [process, second, third] = args as [Value, Value, Value];
    switch (action) {
      case 'createRegion':
        this.created.push(second);
        return [told({ call: 'mshare_create', process: this.name(process), flags: [], as: this.hold(process, second) })];
      case 'passDescriptor':
        return [this.pass(process, second, third)];
      case 'closeRegion':
        return [this.close(process, second, third)];
      case 'setSize':
        return [this.setSize(process, second)];
      case 'createMapping':
      case 'unmapPage':
      case 'protectPage':
        return [this.change(instance)];
      case 'attach':
        return [this.attach(args)];
      default:
        return this.onWindows(instance, outcome);
    }
  }

  protected override detach(window: Value, cpu: Value): StoryStep {
    return told({ ...this.windowOf(window), call: 'mshare_detach', cpu: cpu as number, size: this.places.length });
  }

  private pass(process: Value, receiver: Value, region: Value): StoryStep {
    const fd = this.descriptor(process, region);
    return told({ call: 'pass-fd', process: this.name(process), fd, to: this.name(receiver), as: this.hold(receiver, region) });
  }

  private change({ action, args }: Instance): StoryStep {
    const [process, cpu, page, third, fourth] = args as [Value, Value, Value, Value, Value];
    const offset = this.places.offset(pageOf(page));
    const on = { ...this.onRegion(process, cpu, page), offset, size: this.places.pageLength };
    if (action === 'unmapPage') return told({ ...on, call: 'mshare_unmap' });
    if (action === 'protectPage') return told({ ...on, call: 'mshare_protect', prot: protOf(third) });
    this.fill(page, third);
    return told({
      ...on,
      call: 'mshare_map',
      prot: protOf(fourth),
      flags: ['MAP_SHARED', 'MAP_FIXED'],
      object: objectOf(third as number),
      objectOffset: offset,
    });
  }

  private attach([process, region, base, whole]: readonly Value[]): StoryStep {
    const { places } = this;
    return told({
      call: 'mshare_attach',
      process: this.name(process!),
      fd: this.descriptor(process!, region!),
      offset: '0x0',
      size: whole === true ? places.length : places.pageLength,
      addr: places.start(base as number),
      flags: ['MAP_FIXED'],
    });
  }
}
