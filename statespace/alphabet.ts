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
  /** Which of its allocations fails, from 1, and the letter, by index, that is the call without this. */
  readonly failure?: { readonly allocation: number; readonly of: number };
}

export interface Alphabet {
  readonly partitions: readonly string[];
  readonly letters: readonly Letter[];
}

/** Allocations of one call that are made to fail in turn, at most; a call that asks for more is an error. */
export const MOST_ALLOCATIONS = 8;
/** Calls that may be told that an allocation fails, and that allocate. */
const ALLOCATING: ReadonlySet<string> = new Set([
  'open',
  'mmap',
  'mremap',
  'load',
  'store',
  'fork',
  'exec',
  'mprotect',
  'madvise',
  'munmap',
]);
const FAILING = ', an allocation fails';

/** The partition with its allocations succeeding. */
export function basePartition(name: string): string {
  return name.endsWith(FAILING) ? name.slice(0, -FAILING.length) : name;
}

/**
 * @param failures also every call with each of its allocations failing
 * @throws InputError unknown-partition
 */
export function alphabetOf(world: SmallWorld, failures = false): Alphabet {
  const usual = usualAlphabet(world);
  return failures ? withFailures(usual) : usual;
}

/** For each letter that allocates, further ones; they have partitions of their own. */
function withFailures({ partitions, letters }: Alphabet): Alphabet {
  const names = partitions.filter((name) => ALLOCATING.has(callOf(name))).map((name) => name + FAILING);
  const failing = letters.flatMap((letter, of): Letter[] => {
    const partition = names.indexOf(partitions[letter.partition]! + FAILING);
    if (partition < 0) return [];
    return Array.from({ length: MOST_ALLOCATIONS }, (_, i) => ({
      partition: partitions.length + partition,
      text: `${letter.text}, allocation ${i + 1} fails`,
      call: (actor) => ({ ...letter.call(actor), fail: { allocation: i + 1 } }) as Call,
      bears: letter.bears,
      failure: { allocation: i + 1, of },
    }));
  });
  return { partitions: [...partitions, ...names], letters: [...letters, ...failing] };
}

function usualAlphabet(world: SmallWorld): Alphabet {
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
