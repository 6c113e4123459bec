/** How the actions of fork_domain are called: mmap(MAP_SHARED_PT) puts a file into the domain of its caller, and fork passes it on. */
import type { FileSetup } from '../../schemas/generated/types.ts';
import type { Structure, Value } from '../../explore/quint/values.ts';
import type { ModelOutcome } from '../call-graph.ts';
import { Domains } from '../domains.ts';
import { Story, pageOf, protOf, told, unsaid } from '../story.ts';
import type { Instance, StoryStep } from '../story.ts';

export class ForkDomainStory extends Story {
  readonly domains = new Domains();

  /** One for each address. */
  override files(): Readonly<Record<string, FileSetup>> {
    return this.places.files(this.places.addresses);
  }

  /** Every process opens every file, and maps it beside all windows without sharing: through that a page is taken out of all tables. */
  override opening(): StoryStep[] {
    const bases = Array.from({ length: this.places.addresses }, (_, base) => base);
    return this.everybody().flatMap((process) => bases.flatMap((base) => this.mapBeside(process, base, fileOf(base))));
  }

  override stepsOf(instance: Instance, outcome: ModelOutcome): StoryStep[] {
    const { action, args } = instance;
    const [first, cpu, place, protection] = args as [Value, Value, Value, Value];
    switch (action) {
      case 'mapRange':
        if (outcome.tag === 'Done') this.domains.enter(first as number);
        return [this.mapRange(args)];
      case 'fork':
        this.domains.inherit(first as number, cpu as number);
        return [this.fork(first, cpu)];
      case 'exit':
        this.domains.leave(first as number);
        return [this.exit(first, cpu)];
      case 'detach':
        return [told({ ...this.onWindow(first, cpu), call: 'munmap', length: this.places.length })];
      case 'protectPage':
        return [told({ ...this.onPageOf(first, cpu, place), call: 'mprotect', prot: protOf(protection) })];
      case 'discard':
        return [told({ ...this.onPageOf(first, cpu, place), call: 'madvise', advice: 'MADV_DONTNEED' })];
      case 'unmapPart':
        return [told({ ...this.onPageOf(first, cpu, place), call: 'munmap' })];
      case 'access':
        return [this.access(args, outcome)];
      case 'reclaim':
        return [this.removeBeside(first, cpu, pageOf(place))];
      default:
        return unsaid(instance);
    }
  }

  /** What does not fit is not aligned. */
  private mapRange([process, base, protection, fits]: readonly Value[]): StoryStep {
    return told({
      call: 'mmap',
      process: this.name(process!),
      addr: fits === true ? this.places.start(base as number) : this.places.unaligned,
      length: this.places.length,
      prot: protOf(protection!),
      flags: ['MAP_SHARED', 'MAP_SHARED_PT', 'MAP_FIXED'],
      fd: fileOf(base as number),
    });
  }

  private onWindow(window: Value, cpu: Value): { process: string; cpu: number; addr: string } {
    const [process, base] = (window as Structure).parts;
    return { process: this.name(process!), cpu: cpu as number, addr: this.places.start(base as number) };
  }

  private onPageOf(window: Value, cpu: Value, page: Value): { process: string; cpu: number; addr: string; length: string } {
    return { ...this.onWindow(window, cpu), addr: this.places.address(pageOf(page)), length: this.places.pageLength };
  }
}

/** The descriptor of the file of an address. */
function fileOf(base: number): string {
  return `file${base}`;
}
