/**
 * The half of a state that is the machine. Many states have the same machine and differ in its history, so what a call does to a machine
 * is worked out once and remembered.
 */
import type { MachineBody } from '../reference/index.ts';
import type { Call } from '../schemas/contract.ts';
import type { Outcome, Snapshot } from '../schemas/generated/types.ts';
import type { Naming } from '../schemas/words.ts';
import { Album } from './album.ts';
import { WordInterner } from './interner.ts';
import { candidates } from './orders.ts';
import type { Order } from './orders.ts';
import { Overlaps } from './overlaps.ts';
import type { Seen } from './partitions/partition.ts';
import type { Calls, Passage } from './overlaps.ts';

/** What a call does to a machine. */
export interface MachineStep {
  /** The answer, or what broke the body. */
  readonly outcome: Outcome | string;
  /** The machine after it, everything at its old place. */
  readonly to: number;
  readonly before: Snapshot;
  readonly after: Snapshot;
}

/** Calls that overlapped. */
export interface MachinePassage extends Passage {
  /** The machine after all of them, everything at its old place. */
  readonly to: number;
  /** The first of those that differ from this one in nothing but in what was shown. */
  readonly like: number;
}

/** Who holds which descriptors, and what there is of regions. */
interface Sight extends Pick<Seen, 'regions' | 'uses'> {
  readonly held: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What calls do to a machine, in every way in which they overlap. */
export interface MachineMeeting {
  readonly before: Snapshot;
  /** Points of the first call at which the second may begin. */
  readonly pauses: number;
  readonly passages: readonly MachinePassage[];
}

/** Steps that are remembered, at most: their snapshots take the most memory of all. */
const REMEMBERED = 20_000;
/** Meetings of calls that are remembered, at most. */
const MEETINGS = 4000;

export class MachineSide {
  readonly words: WordInterner = new WordInterner();
  private readonly body: MachineBody;
  private readonly naming: Naming;
  private readonly orders: readonly Order[];
  private steps: Map<number, MachineStep> = new Map();
  private meetings: Map<number, MachineMeeting> = new Map();
  /** Allocations that a call asks for, by the act and the machine. */
  private readonly allocations: Map<number, number> = new Map();
  private readonly lives: Map<number, ReadonlySet<string>> = new Map();
  private readonly sights: Map<number, Sight> = new Map();
  private readonly tries: Map<number, readonly number[]> = new Map();
  private readonly images: Map<number, number> = new Map();
  /** The machine that the body is now, and its picture. */
  private loaded: { readonly machine: number; readonly shown: Snapshot } | undefined;

  constructor(body: MachineBody, naming: Naming, orders: readonly Order[]) {
    this.body = body;
    this.naming = naming;
    this.orders = orders;
  }

  /** The number of the machine that the body is now. */
  present(): number {
    this.loaded = undefined;
    return this.words.of(this.body.save(this.naming));
  }

  /** Somebody else has used the body. */
  forget(): void {
    this.loaded = undefined;
  }

  /** Who lives. */
  alive(machine: number): ReadonlySet<string> {
    const known = this.lives.get(machine);
    if (known !== undefined) return known;
    this.load(machine);
    const names = new Set(this.body.machine.processes.keys());
    this.lives.set(machine, names);
    return names;
  }

  /** What a call of the process may depend on whether it is made at all. */
  seenBy(machine: number, process: string): Seen {
    let seen = this.sights.get(machine);
    if (seen === undefined) {
      this.load(machine);
      const { regions, processes } = this.body.machine;
      const held = new Map([...processes].map(([name, { descriptors }]) => [name, new Set(descriptors.keys())]));
      seen = { held, regions: regions.length, uses: Math.max(0, ...regions.map(({ shares }) => shares)) };
      this.sights.set(machine, seen);
    }
    const { held, regions, uses } = seen;
    return { holds: (descriptor) => held.get(process)?.has(descriptor) === true, regions, uses };
  }

  /** `act` tells the call from all others. */
  take(machine: number, act: number, call: Call): MachineStep {
    const key = act * 2 ** 32 + machine;
    const known = this.steps.get(key);
    if (known !== undefined) return known;
    if (this.steps.size === REMEMBERED) this.steps.clear();
    const step = this.perform(machine, call);
    this.steps.set(key, step);
    return step;
  }

  /** `number` tells these calls in this order from all others. */
  meet(machine: number, number: number, calls: Calls): MachineMeeting {
    const key = number * 2 ** 32 + machine;
    const known = this.meetings.get(key);
    if (known !== undefined) return known;
    if (this.meetings.size === MEETINGS) this.meetings.clear();
    const meeting = this.overlap(machine, calls);
    this.meetings.set(key, meeting);
    return meeting;
  }

  /** How many allocations the call asks for, none of which fails. */
  allocationsOf(machine: number, act: number, call: Call): number {
    const key = act * 2 ** 32 + machine;
    const known = this.allocations.get(key);
    if (known !== undefined) return known;
    this.load(machine);
    this.loaded = undefined;
    let asked = 0;
    this.body.allowAllocation = () => {
      asked++;
      return true;
    };
    try {
      this.body.step(call);
    } finally {
      this.body.allowAllocation = undefined;
    }
    this.allocations.set(key, asked);
    return asked;
  }

  /** The orders, by index, that may make the smallest state. */
  candidates(machine: number): readonly number[] {
    const known = this.tries.get(machine);
    if (known !== undefined) return known;
    this.load(machine);
    const found = candidates(this.orders, this.body);
    this.tries.set(machine, found);
    return found;
  }

  /** The machine with its processes and CPUs in another order. */
  inOrder(machine: number, order: number): number {
    if (order === 0) return machine;
    const key = order * 2 ** 32 + machine;
    const known = this.images.get(key);
    if (known !== undefined) return known;
    this.load(machine);
    const image = this.words.of(this.body.save({ ...this.naming, ...this.orders[order] }));
    this.images.set(key, image);
    return image;
  }

  /** One number for all machines that differ only in the order of processes and CPUs. */
  regardlessOfOrder(machine: number): number {
    return this.orders.reduce((least, _, order) => Math.min(least, this.inOrder(machine, order)), machine);
  }

  private load(machine: number): Snapshot {
    if (this.loaded?.machine === machine) return this.loaded.shown;
    this.body.load(this.words.at(machine), this.naming);
    const shown = this.body.snapshot();
    this.loaded = { machine, shown };
    return shown;
  }

  private overlap(machine: number, calls: Calls): MachineMeeting {
    const before = this.load(machine);
    this.loaded = undefined;
    const overlaps = new Overlaps(this.body, () => this.body.load(this.words.at(machine), this.naming), calls);
    const album = new Album();
    const firsts: Map<string, number> = new Map();
    const passages: MachinePassage[] = [];
    const pauses = overlaps.each((passage) => {
      const to = passage.broke === undefined ? this.words.of(this.body.save(this.naming)) : machine;
      const entries = passage.entries.map((entry) => ({ ...entry, snapshot: album.of(entry.snapshot) }));
      const answers = answersOf(passage);
      const like = firsts.get(answers) ?? passages.length;
      firsts.set(answers, like);
      passages.push({ ...passage, entries, to, like });
    });
    return { before, pauses, passages };
  }

  private perform(machine: number, call: Call): MachineStep {
    const before = this.load(machine);
    this.loaded = undefined;
    try {
      const outcome = this.body.step(call);
      const after = this.body.snapshot();
      const to = this.words.of(this.body.save(this.naming));
      if (to === machine) this.loaded = { machine, shown: after };
      return { outcome, to, before, after };
    } catch (error) {
      return { outcome: error instanceof Error ? error.message : String(error), to: machine, before, after: before };
    }
  }
}

/** What the judge hears of a passage: all but where calls paused, and what was shown. */
function answersOf({ steps, entries, broke }: Passage): string {
  const heard = entries.map(({ outcome }, i) => [steps[i]!.call, outcome.result === 'pending' ? 'pending' : outcome]);
  return JSON.stringify([steps.length, broke, heard]);
}
