/** A body in a small world as a model that the engine explores. */
import { deserialize, serialize } from 'node:v8';
import type { Action, Model } from '../explore/model.ts';
import type { Successors } from '../explore/successors.ts';
import { createJudge } from '../oracle/judge.ts';
import type { Judge } from '../oracle/judge.ts';
import type { MachineBody } from '../reference/index.ts';
import type { Call } from '../schemas/contract.ts';
import type { Asked } from '../spec/index.ts';
import { descriptorsIn } from './descriptors-in.ts';
import { perform } from '../replay/perform.ts';
import type { Trace, Transcript, Verdict } from '../schemas/generated/types.ts';
import { alphabetOf, basePartition, callOf } from './alphabet.ts';
import type { Alphabet } from './alphabet.ts';
import type { SavedWords } from './interner.ts';
import { Coverage } from './coverage.ts';
import type { SavedCoverage } from './coverage.ts';
import { Pairs } from './pairs.ts';
import type { PairCounts } from './pairs.ts';
import { GENERATION, descriptorNames, generationOf, openings, setupOf, traceOf } from './setting.ts';
import { processName } from './small-world.ts';
import type { SmallWorld } from './small-world.ts';
import { TransitionSystem } from './transition-system.ts';
import type { Act, State, Transition } from './transition.ts';

export interface ModelOptions {
  readonly world: SmallWorld;
  readonly body: MachineBody;
  /** How the body was named. */
  readonly name: string;
  readonly profile: string;
  /** Whether states that differ only in the names of processes and CPUs are one. */
  readonly folded: boolean;
  /** Calls that may overlap at a time: 1 where left out. */
  readonly inFlight?: 1 | 2 | 3;
  /** Also every call with each of its allocations failing. */
  readonly failures?: boolean;
}

/** A violation, and where it happened: no shorter path leads to one of this rule. */
export interface Found {
  readonly verdict: Verdict;
  /** The number of the state, and of the act that violates. */
  readonly from: number;
  readonly action: number;
}

/** What is kept in a checkpoint beside the states. */
interface Kept {
  readonly found: readonly Found[];
  readonly machines: SavedWords;
  readonly histories: SavedWords;
  readonly coverage: SavedCoverage;
  readonly pairs: PairCounts | undefined;
}

export class BodyModel implements Model {
  readonly name: string;
  readonly width = 2;
  readonly fanOut: number;
  readonly invariants = [];
  readonly interned: NonNullable<Model['interned']>;
  readonly alphabet: Alphabet;
  readonly judge: Judge;
  readonly world: SmallWorld;
  readonly coverage: Coverage;
  readonly system: TransitionSystem;
  /** The first violation of each rule, in the order in which they were met. */
  readonly found: Map<string, Found> = new Map();
  /** The transitions of the state that was expanded last, by action. */
  readonly last: Map<number, Transition> = new Map();
  /** Undefined where calls do not overlap. */
  readonly pairs: Pairs | undefined;
  readonly acts: readonly Act[];
  private readonly folded: boolean;
  /** Descriptors that calls of the alphabet name. */
  private readonly named: ReadonlySet<string>;
  private readonly body: MachineBody;

  constructor({ world, body, name, profile, folded, inFlight = 1, failures = false }: ModelOptions) {
    const { processes, cpus } = world.bounds;
    this.world = world;
    this.body = body;
    this.folded = folded;
    const more = `${folded ? '' : ', unfolded'}${inFlight > 1 ? `, ${inFlight} in flight` : ''}${failures ? ', failures' : ''}`;
    this.name = `${name} in ${describeWorld(world)}, profile ${profile}${more}`;
    this.alphabet = alphabetOf(world, failures);
    this.acts = this.alphabet.letters
      .flatMap((letter) => range(processes).flatMap((process) => range(cpus).map((cpu) => ({ letter, process, cpu }))))
      .map((act, number) => ({ ...act, number }));
    this.pairs = inFlight > 1 ? new Pairs(this.acts, inFlight) : undefined;
    this.fanOut = this.acts.length;
    const generation = generationOf(world);
    this.judge = createJudge({ generation, profile, claims: body.description.generations.includes(generation) });
    this.coverage = new Coverage(this.judge.rules.length, this.alphabet.partitions.length);
    const setup = setupOf(world);
    this.named = namedBy(this.alphabet);
    const [empty] = this.judge.begin(this.emptyTrace([]));
    const { bounds } = world;
    const asked = askedOf(this.alphabet, world);
    const { letters } = this.alphabet;
    const how = { folded, inFlight: inFlight > 1 };
    this.system = new TransitionSystem({
      bounds,
      descriptors: descriptorNames(),
      letters,
      setup,
      body,
      judge: this.judge,
      ...how,
      asked,
      empty: empty!,
    });
    this.interned = { save: () => this.save(), restore: (saved) => this.restore(saved) };
  }

  /** Any number of processes may live at the start; without folding, in any places. */
  initial(): Int32Array[] {
    const { processes } = this.world.bounds;
    const names = range(processes).map(processName);
    const starts = this.folded
      ? names.map((_, i) => names.slice(0, i + 1))
      : range(2 ** processes - 1).map((bits) => names.filter((_, i) => (((bits + 1) >>> i) & 1) === 1));
    return starts.map((alive) => {
      const { machine, history } = this.system.initial(alive, this.judge.begin(this.emptyTrace(alive)), this.openings(alive));
      return Int32Array.of(machine, history);
    });
  }

  successors(words: Int32Array, at: number, out: Successors): void {
    const state: State = { machine: words[at]!, history: words[at + 1]! };
    this.last.clear();
    const push = (number: number, transition: Transition): void => {
      const { machine, history } = transition.to ?? state;
      this.last.set(number, transition);
      out.push(number, Int32Array.of(machine, history));
    };
    const count = (pauses: number, schedules: number): void => this.pairs?.count(pauses, schedules);
    for (const [number, transition] of this.transitions(state, count)) push(number, transition);
  }

  /** What may happen in a state, by the number of the action: first each call on its own, then calls that overlap. */
  *transitions(
    state: State,
    count: (pauses: number, schedules: number) => void = () => undefined,
  ): Generator<readonly [number: number, transition: Transition]> {
    const { pairs, system } = this;
    const enabled = this.acts.filter((act) => system.isEnabled(state, act));
    for (const act of enabled) yield [act.number, system.take(state, act)];
    if (pairs === undefined) return;
    for (const meeting of pairs.of(enabled)) {
      if (!system.meetings.canOverlap(state, meeting)) continue;
      const { pauses, overlaps } = system.meetings.meet(state, meeting);
      count(pauses, overlaps.length);
      for (const { turns, transition } of overlaps) yield [pairs.numberOf(meeting, turns), transition];
    }
  }

  action(number: number): Action {
    const overlap = this.pairs?.at(number);
    if (overlap !== undefined) {
      const names = overlap.meeting.acts.flatMap((act) => (act === undefined ? [] : [this.action(act.number).name]));
      return { name: names.join(' meets '), parameters: { ...overlap.turns } };
    }
    const { letter, process, cpu } = this.act(number);
    return { name: letter.text, parameters: { process: processName(process), cpu } };
  }

  /** Of a call that meets no other one. */
  act(number: number): Act {
    return this.acts[number]!;
  }

  /** A whole trace on the same body. */
  async perform(trace: Trace): Promise<Transcript> {
    const transcript = await perform(trace, this.body, { trust: true });
    this.system.machines.forget();
    return transcript;
  }

  /** What is done before the first call, when these processes live. */
  openings(processes: readonly string[]): Call[] {
    return openings(this.world, this.named, processes);
  }

  /** Bytes of what is stored beside the states. */
  get bytes(): number {
    return this.system.machines.words.bytes + this.system.histories.words.bytes;
  }

  private emptyTrace(processes: readonly string[]): Parameters<Judge['begin']>[0] {
    return traceOf(this.world, { id: 'start', title: 'start', rules: [], origin: { kind: 'written' } }, processes, []);
  }

  private save(): Uint8Array {
    const kept: Kept = {
      found: [...this.found.values()],
      machines: this.system.machines.words.save(),
      histories: this.system.histories.words.save(),
      coverage: this.coverage.save(),
      pairs: this.pairs?.counts,
    };
    return serialize(kept);
  }

  private restore(saved: Uint8Array): void {
    const kept = deserialize(saved) as Kept;
    this.system.machines.words.restore(kept.machines);
    this.system.histories.words.restore(kept.histories);
    this.coverage.restore(kept.coverage);
    if (this.pairs !== undefined && kept.pairs !== undefined) this.pairs.counts = kept.pairs;
    for (const found of kept.found) this.found.set(found.verdict.rule, found);
  }
}

/** What the rules can be asked in this world. What they are not asked is left out of the states. */
function askedOf(alphabet: Alphabet, world: SmallWorld): Asked {
  const partitions = alphabet.partitions.map(basePartition);
  const always = new Set(['mmap eligible', 'munmap', 'mprotect', 'load', 'store', 'madvise', 'fork', 'exec', 'exit']);
  const shares = (name: string): boolean => always.has(name) || (!name.startsWith('mmap') && always.has(callOf(name)));
  const unshared = generationOf(world) !== GENERATION || world.bounds.slots > 1 || !partitions.every(shares);
  return { presence: partitions.includes('present page'), unshared };
}

export function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function namedBy({ letters }: Alphabet): ReadonlySet<string> {
  const nobody = { process: '', cpu: 0, child: '' };
  const calls = letters.map((letter) => letter.call(nobody));
  return new Set(calls.flatMap((call) => descriptorsIn(call)));
}

function describeWorld(world: SmallWorld): string {
  const { name, bounds, alphabet } = world;
  const { processes, cpus, slots, pages, values } = bounds;
  const generation = generationOf(world) === GENERATION ? '' : ` (${generationOf(world)})`;
  return `${name}${generation} ${processes}x${cpus}x${slots}x${pages}x${values} of ${alphabet.join(', ')}`;
}
