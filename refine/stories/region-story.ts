/** What is called alike wherever regions have windows, and processes hold descriptors of them. */
import type { Structure, Value } from '../../explore/quint/values.ts';
import type { ModelOutcome } from '../call-graph.ts';
import { Story, told, unsaid } from '../story.ts';
import type { Instance, StoryStep } from '../story.ts';

export abstract class RegionStory extends Story {
  /** The descriptor that each process holds of each region, by "process.region". */
  private readonly descriptors = new Map<string, string>();
  private handles = 0;

  /** A whole window goes. */
  protected abstract detach(window: Value, cpu: Value): StoryStep;

  /** A page of a region leaves all tables. */
  protected abstract reclaim(process: Value, cpu: Value, page: Value): StoryStep;

  /** What is called alike, but for how a window goes and a page is reclaimed. */
  protected onWindows(instance: Instance, outcome: ModelOutcome): StoryStep[] {
    const { action, args } = instance;
    const [first, second, page] = args as [Value, Value, Value];
    switch (action) {
      case 'detach':
        return [this.detach(first, second)];
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

  /** What is called alike where regions are files in msharefs; undefined for any other action. */
  protected onFiles({ action, args: [process, region] }: Instance, outcome: ModelOutcome): StoryStep | undefined {
    switch (action) {
      case 'createFile':
        return this.open(process!, region!, outcome, ['O_CREAT', 'O_EXCL']);
      case 'openFile':
        return this.open(process!, region!, outcome, []);
      case 'closeFile':
        return this.close(process!, 0, region!);
      case 'unlinkName':
        return told({ call: 'unlink', process: this.name(process!), file: nameOf(region!) });
      default:
        return undefined;
    }
  }

  /** Opens the file of a region in msharefs. */
  private open(process: Value, region: Value, outcome: ModelOutcome, flags: readonly ('O_CREAT' | 'O_EXCL')[]): StoryStep {
    // A descriptor that the model does not see made gets a name that nobody uses.
    const as = outcome.tag === 'Done' ? this.hold(process, region) : 'none';
    return told({ call: 'open', process: this.name(process), file: nameOf(region), flags: ['O_RDWR', ...flags], as });
  }

  /** munmap of a whole window. */
  protected unmapWindow(window: Value, cpu: Value): StoryStep {
    return told({ ...this.windowOf(window), call: 'munmap', cpu: cpu as number, length: this.places.length });
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
}

/** What the file of a region is called. */
export function nameOf(region: Value): string {
  return `r${region as number}`;
}

function key(process: Value, region: Value): string {
  return `${process as number}.${region as number}`;
}
