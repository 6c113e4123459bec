/**
 * The calls that may be made in a small world, by partitions: arguments that the specification treats alike have a name together, and each
 * argument belongs to one partition. `mmap eligible` is one, with the slots as its arguments.
 */
import type { Call } from '../schemas/contract.ts';
import { InputError } from '../schemas/input-error.ts';
import { nameHint } from '../schemas/near.ts';
import { accesses } from './partitions/accesses.ts';
import { advice } from './partitions/advice.ts';
import { changes } from './partitions/changes.ts';
import { descriptors } from './partitions/descriptors.ts';
import { lives } from './partitions/lives.ts';
import { mappings } from './partitions/mappings.ts';
import { removals } from './partitions/removals.ts';
import { moves } from './partitions/moves.ts';
import type { Actor, Partition } from './partitions/partition.ts';
import type { SmallWorld } from './small-world.ts';

export const PARTITIONS: readonly Partition[] = [
  ...mappings,
  ...removals,
  ...changes,
  ...accesses,
  ...advice,
  ...lives,
  ...descriptors,
  ...moves,
];

/** One call with its arguments, still without who makes it and where. */
export interface Letter {
  /** Of `Alphabet.partitions`. */
  readonly partition: number;
  /** How people name it: the partition, and which of its arguments. */
  readonly text: string;
  /** Process and CPU of the actor are places in the state; `child` is a name that nobody has. */
  readonly call: (actor: Actor) => Call;
  /** Somebody is born. */
  readonly bears: boolean;
}

export interface Alphabet {
  readonly partitions: readonly string[];
  readonly letters: readonly Letter[];
}

/** @throws InputError unknown-partition */
export function alphabetOf(world: SmallWorld): Alphabet {
  const chosen = PARTITIONS.filter(({ name }) => world.alphabet.some((wanted) => wanted === name || wanted === callOf(name)));
  for (const wanted of world.alphabet)
    if (!PARTITIONS.some(({ name }) => wanted === name || wanted === callOf(name))) throw unknown(wanted);
  const letters = chosen.flatMap(({ name, shapes }, partition) =>
    shapes(world.bounds).map(({ text, call }) => ({
      partition,
      text: text === '' ? name : `${name} ${text}`,
      call,
      bears: callOf(name) === 'fork',
    })),
  );
  return { partitions: chosen.map(({ name }) => name), letters };
}

/** The call that a partition belongs to. */
export function callOf(partition: string): string {
  return partition.split(' ')[0]!;
}

function unknown(name: string): InputError {
  const known = [...new Set(PARTITIONS.flatMap((partition) => [callOf(partition.name), partition.name]))];
  return new InputError('unknown-partition', `there is no call and no partition ${name}`, { hint: nameHint(name, known) });
}
