/** Finds the files and regions of a world, and numbers them in the order of finding. */
import { isKept } from '../named.ts';
import type { Naming } from '../../schemas/words.ts';
import type { FileState, ProcessState, Region, World } from '../world.ts';

export interface Survey {
  readonly world: World;
  readonly naming: Naming;
  /** By number; undefined where nobody lives. */
  readonly processes: readonly (ProcessState | undefined)[];
  /** The files of the trace first, then those in msharefs and those of regions, then the objects behind anonymous mappings. */
  readonly files: readonly FileState[];
  /** Without those that nothing leads to any more. */
  readonly regions: readonly Region[];
  /** The number in the words of each domain that somebody holds, from 1; 0: none. */
  readonly domains: ReadonlyMap<number, number>;
  /** What the naming calls CPU `i`, by the CPU that the world knows. */
  readonly cpuNumbers: readonly number[];
}

export function survey(world: World, naming: Naming): Survey {
  const processes = naming.processes.map((name) => living(world, name));
  const regions = world.regions.filter((region) => isKept(world, region));
  const cpuNumbers: number[] = [];
  naming.cpus.forEach((cpu, number) => (cpuNumbers[cpu] = number));
  return { world, naming, processes, files: filesOf(world, processes, regions), regions, domains: domainsOf(processes), cpuNumbers };
}

function filesOf(world: World, processes: Survey['processes'], regions: readonly Region[]): FileState[] {
  const files = new Set(world.files.values());
  for (const names of world.mounts) for (const file of names.values()) files.add(file);
  for (const process of processes) for (const held of process?.descriptors.values() ?? []) if (held) files.add(held.file);
  for (const { file, named } of regions) {
    files.add(file);
    for (const placed of named?.contents.all() ?? []) if (placed.file) files.add(placed.file);
  }
  for (const process of processes) for (const mapping of process?.mappings ?? []) files.add(mapping.file);
  return [...files];
}

/** In the order of the first who holds each. */
function domainsOf(processes: Survey['processes']): ReadonlyMap<number, number> {
  const numbers = new Map([[0, 0]]);
  for (const process of processes) if (process && !numbers.has(process.domain)) numbers.set(process.domain, numbers.size);
  return numbers;
}

function living(world: World, name: string): ProcessState | undefined {
  const process = world.processes.get(name);
  return process?.alive === true ? process : undefined;
}
