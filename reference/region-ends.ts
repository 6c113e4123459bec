import type { File } from './file.ts';
import type { Gather } from './gather.ts';
import type { Descriptor, Process } from './process.ts';
import { RegionWindows } from './region-windows.ts';
import type { Region } from './region.ts';

/** What keeps a region that a file or a descriptor stands for, and what ends with whom. */
export class RegionEnds extends RegionWindows {
  /** A region that a file stands for lives as long as the file does: while it has a name, a descriptor or a window. */
  // @rule region-gone-unreferenced
  override keepsRegion(region: Region): boolean {
    return super.keepsRegion(region) || (region.file.kind === 'region' && this.isReferred(region.file));
  }

  isReferred(file: File): boolean {
    if (this.msharefs.holds(file)) return true;
    for (const { descriptors } of this.processes.values()) {
      for (const descriptor of descriptors.values()) if (descriptor.file === file) return true;
    }
    return false;
  }

  /** The regions that end with this process, and no others, lose what they hold, and get nothing any more. Windows stay, and show nothing. */
  // @rule owner-exit-empties
  // @rule sharer-exit-undisturbed
  endOwned(process: Process, gather: Gather): void {
    for (const region of this.regions) {
      if (region.owner !== process) continue;
      if (this.design.owned) this.endContents(region, gather);
      else region.owner = undefined;
    }
  }

  endContents(region: Region, gather: Gather): void {
    region.owner = undefined;
    region.ended = true;
    this.takeContents(region, region.start, region.start + region.pages, gather);
  }

  /** The process has given up a descriptor of the region. */
  forsake(region: Region, process: Process, gather: Gather): void {
    gather.forsaken.push(region);
    if (region.owner === process && this.endsWithDescriptor(region, process)) this.endContents(region, gather);
  }

  /** Does a region that only descriptors lead to end with the last one of its owner? */
  // @rule owner-close-empties
  endsWithDescriptor({ file }: Region, { descriptors }: Process): boolean {
    return this.design.knownBy === 'descriptor' && [...descriptors.values()].every((held) => held.file !== file);
  }

  /** The regions that it has a descriptor of, or that it made. */
  regionsOf(process: Process): readonly Region[] {
    if (this.regions.length === 0 || this.design.knownBy === 'pages') return [];
    const held = new Set(Array.from(process.descriptors.values(), ({ file }) => file));
    return this.regions.filter(({ owner, file }) => owner === process || held.has(file));
  }

  /** The process closes those of its descriptors of regions that are to go. */
  closeRegions(process: Process, goes: (descriptor: Descriptor) => boolean, gather: Gather): void {
    for (const [name, descriptor] of process.descriptors) {
      const { region } = descriptor.file;
      if (region?.file.kind !== 'region' || !goes(descriptor)) continue;
      process.descriptors.delete(name);
      this.forsake(region, process, gather);
    }
  }
}
