import type { Halves } from './places.ts';
import type { State } from './transition.ts';

/** The name that a child would get, or a second one: of the first place where nobody lives. */
export function childOf({ machines, naming }: Halves, { machine }: State, nth = 0): string {
  const alive = machines.alive(machine);
  return naming.processes.filter((name) => !alive.has(name))[nth] ?? '';
}
