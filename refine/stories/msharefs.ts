/** How the actions of msharefs are called: a region is a file in msharefs, begun by its first mmap. */
import type { Value } from '../../explore/quint/values.ts';
import type { ModelOutcome } from '../call-graph.ts';
import { WHOLE_PROT, told } from '../story.ts';
import type { Instance, StoryStep } from '../story.ts';
import { InPlaceStory } from './in-place-story.ts';

export class MsharefsStory extends InPlaceStory {
  override stepsOf(instance: Instance, outcome: ModelOutcome): StoryStep[] {
    const { action, args } = instance;
    if (action === 'createFile' && outcome.tag === 'Done') this.begin(args[1]!);
    const onFile = this.onFiles(instance, outcome);
    if (onFile !== undefined) return [onFile];
    if (action === 'attach') return [this.attach(args, outcome)];
    if (action !== 'detachPart') return this.onWindows(instance, outcome);
    return [told({ ...this.windowOf(args[0]!), call: 'munmap', length: this.places.pageLength })];
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
