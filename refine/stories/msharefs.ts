/** How the actions of msharefs are called: a region is a file in msharefs, begun by its first mmap. */
import type { Value } from '../../explore/quint/values.ts';
import type { ModelOutcome } from '../call-graph.ts';
import { WHOLE_PROT, told } from '../story.ts';
import type { Instance, StoryStep } from '../story.ts';
import { InPlaceStory } from './in-place-story.ts';
import { nameOf } from './region-story.ts';

export class MsharefsStory extends InPlaceStory {
  override stepsOf(instance: Instance, outcome: ModelOutcome): StoryStep[] {
    const { action, args } = instance;
    const [process, region] = args as [Value, Value];
    switch (action) {
      case 'createFile':
        if (outcome.tag === 'Done') this.begin(region);
        return [this.open(process, region, outcome, ['O_CREAT', 'O_EXCL'])];
      case 'openFile':
        return [this.open(process, region, outcome, [])];
      case 'closeFile':
        return [this.close(process, 0, region)];
      case 'unlinkName':
        return [told({ call: 'unlink', process: this.name(process), file: nameOf(region) })];
      case 'attach':
        return [this.attach(args, outcome)];
      case 'detachPart':
        return [told({ ...this.windowOf(args[0]!), call: 'munmap', length: this.places.pageLength })];
      default:
        return this.onWindows(instance, outcome);
    }
  }

  /** What does not fit has not the length of a region. */
  private attach([process, region, base, fits]: readonly Value[], { tag }: ModelOutcome): StoryStep {
    if (tag === 'Done') this.lieAt(region!, base!);
    return told({
      call: 'mmap',
      process: this.name(process!),
      addr: this.places.start(base as number),
      length: fits === true ? this.places.length : this.places.pageLength,
      prot: WHOLE_PROT,
      flags: ['MAP_SHARED', 'MAP_FIXED'],
      fd: this.descriptor(process!, region!),
    });
  }
}
