/** How the actions of map_shared_pt are called. */
import type { FileSetup } from '../../schemas/generated/types.ts';
import type { Value } from '../../explore/quint/values.ts';
import type { ModelOutcome } from '../call-graph.ts';
import { Story, aside, protOf, told, unsaid } from '../story.ts';
import type { Instance, StoryStep } from '../story.ts';

export class MapSharedPtStory extends Story {
  /** Each is a region, at one address in every process. */
  override files(): Readonly<Record<string, FileSetup>> {
    return this.places.files(this.places.sizes.files);
  }

  /** Every process opens every file. */
  override opening(): StoryStep[] {
    const { files } = this.places.sizes;
    return this.everybody().flatMap((process) =>
      Array.from({ length: files }, (_, file) =>
        aside({ call: 'open', process, file: this.places.file(file), flags: ['O_RDWR'], as: `fd${file}` }),
      ),
    );
  }

  override stepsOf(instance: Instance, outcome: ModelOutcome): StoryStep[] {
    const { action, args } = instance;
    const [process, cpu, place, protection] = args as [Value, Value, Value, Value];
    const { places } = this;
    switch (action) {
      case 'attach':
        return this.attach(args, outcome.tag !== 'Unshared');
      case 'detach':
        return [this.unmap(process, cpu, place, places.length)];
      case 'detachPart':
        return [this.unmap(process, 0, args[1]!, places.pageLength)];
      case 'exit':
        return [this.exit(process, cpu)];
      case 'fork':
        return [this.fork(process, args[1]!)];
      case 'access':
        return [this.access(args, outcome)];
      case 'protectPage':
        return [told({ ...this.onPage(process, cpu, place), call: 'mprotect', length: places.pageLength, prot: protOf(protection) })];
      case 'reclaim':
        return [told({ ...this.onPage(process, cpu, place), call: 'madvise', length: places.pageLength, advice: 'MADV_DONTNEED' })];
      default:
        return unsaid(instance);
    }
  }

  /** What does not share is unmapped again at once, since the model follows it no further. */
  private attach([process, file, protection, aligned]: readonly Value[], shared: boolean): StoryStep[] {
    const { places } = this;
    const addr = aligned === true ? places.start(file as number) : places.unaligned;
    const of = { process: this.name(process!), addr, length: places.length };
    const mmap = told({
      ...of,
      call: 'mmap',
      prot: protOf(protection!),
      flags: ['MAP_SHARED', 'MAP_SHARED_PT', 'MAP_FIXED'],
      fd: `fd${file as number}`,
    });
    return shared ? [mmap] : [mmap, aside({ ...of, call: 'munmap' })];
  }

  private unmap(process: Value, cpu: Value, file: Value, length: string): StoryStep {
    const addr = this.places.start(file as number);
    return told({ call: 'munmap', process: this.name(process), cpu: cpu as number, addr, length });
  }
}
