/** The names in msharefs: what is mounted, what leads where, and the file that tells the unit. */
import { type FileState, type World, newFile, noteChanged } from './world.ts';
import { unitPages } from './units.ts';

/** The file that tells the unit of sharing; it is there as soon as msharefs is mounted. */
export const INFO = 'mshare_info';

/** Where the name would stand; undefined where msharefs is not mounted. */
export function directoryOf(world: World, name: string): Map<string, FileState> | undefined {
  return world.namesInMsharefs.has(name) ? world.mounts.at(-1) : world.files;
}

export function lookUp(world: World, name: string): FileState | undefined {
  return directoryOf(world, name)?.get(name);
}

/** An empty file of some kind. */
export function emptyFile({ shift }: World, name: string, kind: FileState['kind']): FileState {
  return { ...newFile(name, { size: '0x0' }, shift), kind };
}

/** An instance of its own, in front of those that were mounted before. */
export function mountAnother(world: World): void {
  // The calls are told the unit otherwise, if at all.
  world.mounts.push(new Map(world.traits.doorway === 'syscall' ? [] : [[INFO, emptyFile(world, INFO, 'info')]]));
  noteChanged(world);
}

/** Files of msharefs that are open or mapped. */
function inUse({ processes }: World): Set<FileState> {
  const files = new Set<FileState>();
  for (const { descriptors, mappings } of processes.values()) {
    for (const d of descriptors.values()) if (d && d.file.kind !== 'bytes') files.add(d.file);
    for (const { region } of mappings) if (region?.named) files.add(region.file);
  }
  return files;
}

/** Is the last instance in use? A file without a name may belong to any. */
export function busy(world: World): 'yes' | 'no' | 'maybe' {
  const used = inUse(world);
  const instances = world.mounts.map((files) => new Set(files.values()));
  if ([...used].some((file) => instances.at(-1)?.has(file))) return 'yes';
  const nameless = [...used].some((file) => instances.every((files) => !files.has(file)));
  if (!nameless) return 'no';
  return instances.length === 1 ? 'yes' : 'maybe';
}

/** What the information file holds: the size of the unit in decimal. */
export function unitText({ traits, geometry }: World): string {
  return `${BigInt(unitPages(traits, geometry)) * BigInt(geometry.pageSize)}\n`;
}
