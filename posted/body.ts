import { manualWith } from '../mutants/manual.ts';
import { Machine, MachineBody, abilities } from '../reference/index.ts';
import type { MachineClass } from '../mutants/mutant.ts';
import type { Hazard } from './hazard.ts';

/** A generation as posted: the reference with all hazards of the series, or with some of them. */
export function postedBody(generation: string, hazards: readonly Hazard[]): MachineBody {
  let Kind: MachineClass = Machine;
  for (const { machine } of hazards) if (machine !== undefined) Kind = machine(Kind);
  return new MachineBody(
    {
      name: `as-posted:${generation}`,
      generations: [generation],
      shows: ['tables', 'tlb', 'counts', 'caches', 'table-bytes', 'present'],
      ...abilities,
      notes: 'What the posted code does was read, never run.',
    },
    new Kind(),
    manualWith(...hazards.flatMap(({ detours = [] }) => detours)),
  );
}
