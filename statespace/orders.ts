/**
 * Symmetry: processes are interchangeable, and so are CPUs, since each may make every call with the same arguments. An order gives them
 * their places in a state; of all orders the one that makes the state with the smallest numbers is kept.
 */
import type { MachineBody } from '../reference/index.ts';
import type { Naming } from '../schemas/words.ts';

export interface Order {
  readonly processes: readonly string[];
  readonly cpus: readonly number[];
}

/** Every order of the places; the first leaves everything where it is. */
export function allOrders({ processes, cpus }: Naming): Order[] {
  const places = permutations(cpus);
  return permutations(processes).flatMap((order) => places.map((cpusInOrder) => ({ processes: order, cpus: cpusInOrder })));
}

/**
 * The orders that have to be tried. Things that can be told apart by a weight that does not depend on their names are put in the order of
 * the weights, so that only those that look alike are permuted. Empty places come last.
 */
export function candidates(orders: readonly Order[], body: MachineBody): number[] {
  const { processes, cpus } = weightsOf(body, orders[0]!);
  const found: number[] = [];
  orders.forEach((order, i) => {
    if (falls(order.processes, processes) && falls(order.cpus, cpus)) found.push(i);
  });
  return found;
}

function falls<T>(things: readonly T[], weights: ReadonlyMap<T, number>): boolean {
  for (let i = 1; i < things.length; i++) if (weights.get(things[i]!)! > weights.get(things[i - 1]!)!) return false;
  return true;
}

interface Weights {
  readonly processes: ReadonlyMap<string, number>;
  readonly cpus: ReadonlyMap<number, number>;
}

function weightsOf({ machine }: MachineBody, { processes, cpus }: Order): Weights {
  return {
    processes: new Map(processes.map((name) => [name, weightOfMm(machine.processes.get(name)?.mm)])),
    cpus: new Map(cpus.map((cpu) => [cpu, weightOfTlb(machine.tlb(cpu).picture().entries)])),
  };
}

type Mm = MachineBody['machine']['mms'][number];

function weightOfMm(mm: Mm | undefined): number {
  if (mm === undefined) return -1;
  let weight = mm.tables;
  for (const vma of mm.vmas.all) {
    weight = (Math.imul(weight, 31) + vma.start * 8 + vma.prot + vma.end * 64 + (vma.region === undefined ? 0 : 4096)) | 0;
  }
  return weight >>> 0;
}

/** How many translations there are, and their bits: the same whatever the numbers of frames and address spaces are. */
function weightOfTlb(entries: readonly number[]): number {
  let weight = entries.length * 1024;
  for (let i = 3; i < entries.length; i += 4) weight += entries[i]!;
  return weight;
}

function permutations<T>(things: readonly T[]): T[][] {
  if (things.length <= 1) return [[...things]];
  return things.flatMap((first, i) => permutations(things.filter((_, k) => k !== i)).map((rest) => [first, ...rest]));
}
