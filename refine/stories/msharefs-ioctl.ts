/** How the actions of msharefs_ioctl are called: a region is a file in msharefs, filled by ioctl. */
import type { FileSetup } from '../../schemas/generated/types.ts';
import type { Value } from '../../explore/quint/values.ts';
import type { ModelOutcome } from '../call-graph.ts';
import { WHOLE_PROT, pageOf, protOf, aside, told } from '../story.ts';
import type { Instance, StoryStep } from '../story.ts';
import { FilledStory, objectOf } from './filled-story.ts';
import { nameOf } from './region-story.ts';

export class MsharefsIoctlStory extends FilledStory {
  override files(): Readonly<Record<string, FileSetup>> {
    const names = Array.from({ length: this.places.sizes.files }, (_, region) => nameOf(region));
    const regions = names.map((name) => [name, { size: '0x0', on: 'msharefs' }] as const);
    return { ...super.files(), ...Object.fromEntries(regions) };
  }

  override opening(): StoryStep[] {
    return [aside({ call: 'mount', process: this.everybody()[0]! }), ...super.opening()];
  }

  override stepsOf(instance: Instance, outcome: ModelOutcome): StoryStep[] {
    const { action, args } = instance;
    const [process, region] = args as [Value, Value];
    const onFile = this.onFiles(instance, outcome);
    if (onFile !== undefined) return [onFile];
    switch (action) {
      case 'setSize':
        return [this.setSize(process, region)];
      case 'createMapping':
      case 'unmapPage':
        return [this.place(args)];
      case 'attach':
        return [this.attach(args)];
      default:
        return this.onWindows(instance, outcome);
    }
  }

  protected override detach(window: Value, cpu: Value): StoryStep {
    return this.unmapWindow(window, cpu);
  }

  /** One page is placed, or taken out where no object is named. */
  private place([process, cpu, page, object, protection]: readonly Value[]): StoryStep {
    const offset = this.places.offset(pageOf(page!));
    const on = { ...this.onRegion(process!, cpu!, page!), regionOffset: offset, size: this.places.pageLength };
    if (object === undefined) return told({ ...on, call: 'ioctl', request: 'MSHAREFS_UNMAP' });
    this.fill(page!, object);
    return told({
      ...on,
      call: 'ioctl',
      request: 'MSHAREFS_CREATE_MAPPING',
      offset,
      prot: protOf(protection!),
      flags: ['MAP_SHARED', 'MAP_FIXED'],
      object: objectOf(object as number),
    });
  }

  private attach([process, region, base, whole]: readonly Value[]): StoryStep {
    return told({
      call: 'mmap',
      process: this.name(process!),
      addr: this.places.start(base as number),
      length: whole === true ? this.places.length : this.places.pageLength,
      prot: WHOLE_PROT,
      flags: ['MAP_SHARED', 'MAP_FIXED'],
      fd: this.descriptor(process!, region!),
    });
  }
}
