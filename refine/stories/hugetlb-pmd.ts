/** How the actions of hugetlb_pmd are called. Nobody asks for sharing: these are calls on mappings of one file. */
import type { FileSetup } from '../../schemas/generated/types.ts';
import type { Value } from '../../explore/quint/values.ts';
import type { ModelOutcome } from '../call-graph.ts';
import { Story, aside, pageOf, protOf, told, unsaid } from '../story.ts';
import type { Instance, StoryStep } from '../story.ts';

const FILE = 0;

export class HugetlbPmdStory extends Story {
  /** The addresses at which each process maps the file. */
  private readonly mapped = new Map<Value, Set<Value>>();

  override files(): Readonly<Record<string, FileSetup>> {
    return this.places.files(1);
  }

  /** Every process opens the file. */
  override opening(): StoryStep[] {
    return this.everybody().map((process) => aside({ call: 'open', process, file: this.places.file(FILE), flags: ['O_RDWR'], as: 'fd' }));
  }

  override stepsOf(instance: Instance, outcome: ModelOutcome): StoryStep[] {
    const { action, args } = instance;
    const [process, place, protection] = args as [Value, Value, Value];
    switch (action) {
      case 'mapFile':
        return [this.mapFile(process, place, protection)];
      case 'protectPage':
        return [told({ ...this.throughout(process, place), call: 'mprotect', prot: protOf(protection) })];
      case 'discard':
        return [told({ ...this.throughout(process, place), call: 'madvise', advice: 'MADV_DONTNEED' })];
      case 'changePartOfPage':
        return this.changePartOfPage(process, place);
      case 'detach':
        return [this.detach(process, place)];
      case 'removePage':
        return [this.removePage(process, place)];
      case 'exit':
        this.mapped.delete(process);
        return [this.exit(process)];
      case 'fork':
        this.mapped.set(args[1]!, new Set(this.mapped.get(process)));
        return [this.fork(process, args[1]!)];
      case 'access':
        return [this.access(args, outcome)];
      default:
        return unsaid(instance);
    }
  }

  /** The rights of a whole table decide whether it is shared, so the last page of the model is the rest of a table. */
  private throughout(process: Value, place: Value): { process: string; cpu: number; addr: string; length: string } {
    return { ...this.onPage(process, 0, place), length: this.places.spanOf(pageOf(place)) };
  }

  private mapFile(process: Value, base: Value, protection: Value): StoryStep {
    const bases = this.mapped.get(process) ?? new Set();
    this.mapped.set(process, bases.add(base));
    const prot = protOf(protection);
    return told({ ...this.whole(process, base), call: 'mmap', prot, flags: ['MAP_SHARED', 'MAP_FIXED'], fd: 'fd' });
  }

  private detach(process: Value, base: Value): StoryStep {
    this.mapped.get(process)!.delete(base);
    return told({ ...this.whole(process, base), call: 'munmap' });
  }

  private whole(process: Value, base: Value): { readonly process: string; readonly addr: string; readonly length: string } {
    return { process: this.name(process), addr: this.places.start(base as number), length: this.places.length };
  }

  private changePartOfPage(process: Value, base: Value): StoryStep[] {
    const on = { ...this.whole(process, base), length: this.places.partOfPage };
    return [told({ ...on, call: 'munmap' }), told({ ...on, call: 'mprotect', prot: ['PROT_READ'] })];
  }

  /** Through whichever mapping the caller has. */
  private removePage(process: Value, frame: Value): StoryStep {
    const [, slot, index] = pageOf(frame);
    const [base] = this.mapped.get(process)!;
    this.cleared(pageOf(frame));
    const addr = this.places.address([base as number, slot, index]);
    const length = this.places.spanOf(pageOf(frame));
    return told({ call: 'madvise', process: this.name(process), addr, length, advice: 'MADV_REMOVE' });
  }
}
