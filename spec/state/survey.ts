/** Finds the files and regions of a world, and numbers them in the order of finding. */
import type { Naming } from '../../schemas/words.ts';
import type { FileState, ProcessState, Region, World } from '../world.ts';

export interface Survey {
  readonly world: World;
  readonly naming: Naming;
  /** By number; undefined where nobody lives. */
  readonly processes: readonly (ProcessState | undefined)[];
  /** The files of the trace first, then the objects behind anonymous mappings. */
  readonly files: readonly FileState[];
  readonly regions: readonly Region[];
  /** What the naming calls CPU `i`, by the CPU that the world knows. */
  readonly cpuNumbers: readonly number[];
}

export function survey(world: World, naming: Naming): Survey {
  const processes = naming.processes.map((name) => living(world, name));
  const files = new Set(world.files.values());
  for (const process of processes) for (const mapping of process?.mappings ?? []) files.add(mapping.file);
  const cpuNumbers: number[] = [];
  naming.cpus.forEach((cpu, number) => (cpuNumbers[cpu] = number));
  return { world, naming, processes, files: [...files], regions: world.regions, cpuNumbers };
}

function living(world: World, name: string): ProcessState | undefined {
  const process = world.processes.get(name);
  return process?.alive === true ? process : undefined;
}
