/** How the actions of mshare_call are called: what a process has mapped is made a region, and attached, by mshare(). */
import type { Value } from '../../explore/quint/values.ts';
import type { ModelOutcome } from '../call-graph.ts';
import { WHOLE_PROT, protOf, told } from '../story.ts';
import type { Instance, StoryStep } from '../story.ts';
import { InPlaceStory } from './in-place-story.ts';
import { nameOf } from './region-story.ts';

export class MshareCallStory extends InPlaceStory {
  /** How often each name was used and not given back. */
  private readonly uses = new Map<Value, number>();

  override stepsOf(instance: Instance, outcome: ModelOutcome): StoryStep[] {
    const [process, second] = instance.args as [Value, Value];
    switch (instance.action) {
      case 'mapOwn':
        return [this.mapOwn(process, second)];
      case 'share':
        return [this.share(instance.args, outcome)];
      case 'unlinkName':
        return [this.giveBack(instance.args, outcome)];
      default:
        return this.onWindows(instance, outcome);
    }
  }

  /** Memory that nobody touches before it is a region's. It is shared memory: private pages are read-only until they are written, which the model does not know. */
  private mapOwn(process: Value, base: Value): StoryStep {
    return told({
      call: 'mmap',
      process: this.name(process),
      addr: this.places.start(base as number),
      length: this.places.length,
      prot: WHOLE_PROT,
      flags: ['MAP_SHARED', 'MAP_ANONYMOUS', 'MAP_FIXED'],
    });
  }

  private share([process, region, base, rights, creating, aligned]: readonly Value[], { tag }: ModelOutcome): StoryStep {
    if (tag === 'Done') {
      if (this.usesOf(region!) === 0) this.begin(region!);
      this.uses.set(region!, this.usesOf(region!) + 1);
      this.lieAt(region!, base!);
    }
    return told({
      call: 'mshare',
      process: this.name(process!),
      file: nameOf(region!),
      addr: aligned === true ? this.places.start(base as number) : this.places.unaligned,
      length: this.places.length,
      flags: [protOf(rights!).includes('PROT_WRITE') ? 'O_RDWR' : 'O_RDONLY', ...(creating === true ? (['O_CREAT'] as const) : [])],
      mode: 0o600,
    });
  }

  private giveBack([process, cpu, region]: readonly Value[], { tag }: ModelOutcome): StoryStep {
    if (tag === 'Done') this.uses.set(region!, this.usesOf(region!) - 1);
    return told({ call: 'mshare_unlink', process: this.name(process!), cpu: cpu as number, file: nameOf(region!) });
  }

  private usesOf(region: Value): number {
    return this.uses.get(region) ?? 0;
  }
}
