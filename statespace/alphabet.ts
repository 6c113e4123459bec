/**
 * The calls that may be made in a small world, by partitions: arguments that the specification treats alike have a name together, and each
 * argument belongs to one partition. `mmap eligible` is one, with the slots as its arguments.
 */
import type { Call } from '../schemas/contract.ts';
import { InputError } from '../schemas/input-error.ts';
import { nameHint } from '../schemas/near.ts';
import { descriptorsIn } from './descriptors-in.ts';
import { accesses } from './partitions/accesses.ts';
import { advice } from './partitions/advice.ts';
import { changes } from './partitions/changes.ts';
import { descriptors } from './partitions/descriptors.ts';
import { lives } from './partitions/lives.ts';
import { mappings } from './partitions/mappings.ts';
import { removals } from './partitions/removals.ts';
import { moves } from './partitions/moves.ts';
import type { Actor, Partition, Seen, Shape } from './partitions/partition.ts';
import { announced, calls2022 } from './partitions/region-calls.ts';
import { fillings, names } from './partitions/region-files.ts';
import { leavings, windows } from './partitions/windows.ts';
import { scaled } from './scale.ts';
import { REGION, generationOf, scaleOf } from './setting.ts';
import type { SmallWorld } from './small-world.ts';

const PARTITIONS: readonly Partition[] = [...mappings, ...removals, ...changes, ...accesses, ...advice, ...lives, ...descriptors, ...moves];

/** What can be done where regions are objects of their own, however they come. */
const OF_REGIONS: readonly Partition[] = [...mappings, ...removals, ...leavings, ...changes, ...accesses, ...advice, ...lives, ...moves];

const OF_GENERATIONS: Readonly<Record<string, readonly Partition[]>> = {
  msharefs: [...OF_REGIONS, ...windows, ...names],
  'msharefs-ioctl': [...OF_REGIONS, ...windows, ...names, ...fillings],
  'mshare-protect': [...OF_REGIONS, ...announced],
  'mshare-call': [...OF_REGIONS, ...calls2022],
};

export function partitionsOf(world: SmallWorld): readonly Partition[] {
  return OF_GENERATIONS[generationOf(world)] ?? PARTITIONS;
}

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
  /** Where it is made; everywhere if left out. */
  readonly needs?: (seen: Seen) => boolean;
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
  'mshare',
  'mshare_create',
  'mshare_attach',
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
      ...(letter.needs === undefined ? {} : { needs: letter.needs }),
      failure: { allocation: i + 1, of },
    }));
  });
  return { partitions: [...partitions, ...names], letters: [...letters, ...failing] };
}

function usualAlphabet(world: SmallWorld): Alphabet {
  const all = partitionsOf(world);
  const bits = scaleOf(world);
  const chosen = all.filter(({ name }) => world.alphabet.some((wanted) => wanted === name || wanted === callOf(name)));
  for (const wanted of world.alphabet) if (!all.some(({ name }) => wanted === name || wanted === callOf(name))) throw unknown(wanted, all);
  const letters = chosen.flatMap(({ name, shapes }, partition) =>
    shapes(world.bounds).map((shape): Letter => {
      const { text, call, needs = needsOf(shape) } = shape;
      return {
        partition,
        text: text === '' ? name : `${name} ${text}`,
        call: bits === 0 ? call : (actor) => scaled(call(actor), bits),
        bears: callOf(name) === 'fork',
        ...(needs === undefined ? {} : { needs }),
      };
    }),
  );
  return { partitions: chosen.map(({ name }) => name), letters };
}

/** A trace cannot name a descriptor that the process has never had: who has none of the region makes no call on it. */
function needsOf({ call }: Shape): Letter['needs'] {
  const isOnRegion = descriptorsIn(call({ process: '', cpu: 0, child: '' })).includes(REGION);
  return isOnRegion ? ({ holds }) => holds(REGION) : undefined;
}

/** The call that a partition belongs to. */
export function callOf(partition: string): string {
  return partition.split(' ')[0]!;
}

function unknown(name: string, all: readonly Partition[]): InputError {
  const known = [...new Set(all.flatMap((partition) => [callOf(partition.name), partition.name]))];
  return new InputError('unknown-partition', `there is no call and no partition ${name}`, { hint: nameHint(name, known) });
}
