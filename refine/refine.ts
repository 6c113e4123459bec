/**
 * One truth, three witnesses: every call that the formal model can make, from every state that it can be in between calls, is made on a
 * body, and weighed by the rules.
 */
import { setImmediate } from 'node:timers/promises';
import { brokenModels } from '../explore/quint/broken.ts';
import { compileModel } from '../explore/quint/compile.ts';
import { readIr } from '../explore/quint/ir.ts';
import { quintModel } from '../explore/quint/model.ts';
import type { QuintModel } from '../explore/quint/model.ts';
import type { CompiledModel } from '../explore/quint/compile.ts';
import { Search } from '../explore/search.ts';
import type { Body } from '../schemas/contract.ts';
import { InputError } from '../schemas/input-error.ts';
import { nameHint } from '../schemas/near.ts';
import { formalModel } from '../spec/formal/generated/model.ts';
import { CallGraph } from './call-graph.ts';
import { coverRuns } from './cover.ts';
import { placesOf, refinedGeneration } from './generations.ts';
import type { Refined } from './generations.ts';
import type { Sizes } from './geometry.ts';
import { Lockstep } from './lockstep.ts';
import type { Disagreement } from './lockstep.ts';
import { Performer, rulesOf } from './witnesses.ts';
import type { Rules } from './witnesses.ts';

export interface RefineOptions {
  /** map-shared-pt where left out. */
  readonly generation?: string;
  readonly sizes: Sizes;
  readonly body: Body;
  /** A model broken on purpose, by its name. */
  readonly broken?: string;
  /** Other rules than those of the specification. */
  readonly rules?: Rules;
  /** Told now and then how many calls have been held against each other. */
  readonly progress?: (calls: number, of: number) => void;
  readonly signal?: { readonly aborted: boolean };
}

export interface Refinement {
  /** All of the model, steps inside faults included; absent for a broken one, which may have no end. */
  readonly model?: { readonly states: number; readonly transitions: number };
  /** The model between calls; of a broken one, as far as it was tried. */
  readonly between: { readonly states: number; readonly calls: number };
  /** Calls that were made on the body at least once, and in how many runs and steps. */
  readonly held: number;
  readonly runs: number;
  readonly steps: number;
  /** All calls were held, and nobody disagreed. */
  readonly complete: boolean;
  /** A shortest one. */
  readonly disagreement?: Disagreement;
  /** How often a CPU remembered less than the model's, or more that was right. */
  readonly otherwise: number;
  /** What the rules permit beside the model's answer, and how often. */
  readonly wider: Readonly<Record<string, number>>;
}

/** Calls of one run. What the rules permit is asked of the whole run so far, so long runs cost more than many short ones. */
const LONGEST = 24;
/** States between calls of a broken model that are tried at most. */
const MOST_BROKEN = 10_000;
/** Runs between two reports of progress. */
const STRIDE = 64;

/** @throws InputError for a generation or a broken model that does not exist here, a size that the model has not, or a body that shows no tables or does not answer at once */
export async function refine(options: RefineOptions): Promise<Refinement> {
  const generation = refinedGeneration(options.generation ?? 'map-shared-pt');
  const { sizes, body, broken, rules = rulesOf(generation.id) } = options;
  const places = placesOf(generation, sizes);
  const [compiled, model] = modelOf(generation, sizes, broken);
  const graph = new CallGraph(compiled, model, generation.fills);
  const lockstep = new Lockstep(generation, graph, new Performer(body), rules, places);
  // A model that is known to be wrong may have no end, so its calls are tried from near to far, up to the first disagreement.
  const covered = broken === undefined ? await cover(lockstep, graph, options) : await nearestFirst(lockstep, graph, options);
  return {
    ...(broken === undefined ? { model: sizeOf(model) } : {}),
    ...covered,
    steps: lockstep.steps,
    otherwise: lockstep.otherwise,
    wider: Object.fromEntries([...lockstep.wider].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function modelOf({ id, module }: Refined, sizes: Sizes, name: string | undefined): [CompiledModel, QuintModel] {
  const ir = readIr(formalModel);
  const known = brokenModels(ir).filter(({ generation }) => generation === module);
  const broken = known.find((one) => one.name === name);
  if (name !== undefined && broken === undefined) {
    const names = known.map((one) => one.name);
    throw new InputError('unknown-model', `there is no broken model ${name} of ${id}`, { hint: nameHint(name, names) });
  }
  const {
    processes: PROCESSES,
    cpus: CPUS,
    files: FILES,
    slots: SLOTS,
    indices: INDICES,
    addresses: BASES = 1,
    objects: OBJECTS = 1,
  } = sizes;
  const compiled = compileModel(ir, {
    module,
    sizes: { PROCESSES, CPUS, FILES, REGIONS: FILES, BASES, OBJECTS, SLOTS, INDICES },
    ...(broken === undefined ? {} : { replaced: broken.replaced }),
  });
  // What the model says of itself is checked elsewhere; here it is a witness.
  return [compiled, quintModel(compiled, { name: name ?? module, invariants: [] })];
}

function sizeOf(model: QuintModel): NonNullable<Refinement['model']> {
  const search = new Search(model);
  while (search.advance(STRIDE));
  const { states, transitions } = search.result();
  return { states, transitions };
}

type Covered = Pick<Refinement, 'between' | 'held' | 'runs' | 'complete' | 'disagreement'>;

/** Every call once, in as few runs as may be. */
async function cover(lockstep: Lockstep, graph: CallGraph, { progress, signal }: RefineOptions): Promise<Covered> {
  let all = 0;
  for (const { calls } of graph.walk()) all += calls.length;
  const between = { states: graph.nodes.length, calls: all };
  let held = 0;
  let runs = 0;
  for (const { calls, first } of coverRuns(graph, LONGEST)) {
    if (signal?.aborted === true) return { between, held, runs, complete: false };
    const disagreement = lockstep.run(calls, first);
    runs++;
    if (disagreement !== undefined)
      return { between, held, runs, complete: false, disagreement: shortestOf(lockstep, graph) ?? disagreement };
    for (const isFirst of first) held += Number(isFirst);
    if (runs % STRIDE !== 0) continue;
    progress?.(held, all);
    // Signals and timers get their turn.
    await setImmediate();
  }
  return { between, held, runs, complete: true };
}

/** The first disagreement is a shortest one. */
function shortestOf(lockstep: Lockstep, graph: CallGraph): Disagreement | undefined {
  for (const node of graph.walk()) {
    const path = graph.pathTo(node);
    for (const call of node.calls) {
      const found = lockstep.run([...path, call], []);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

async function nearestFirst(lockstep: Lockstep, graph: CallGraph, { progress, signal }: RefineOptions): Promise<Covered> {
  let held = 0;
  let states = 0;
  for (const node of graph.walk()) {
    states++;
    const path = graph.pathTo(node);
    for (const call of node.calls) {
      const between = { states, calls: held };
      if (signal?.aborted === true || states > MOST_BROKEN) return { between, held, runs: held, complete: false };
      const disagreement = lockstep.run([...path, call], []);
      if (disagreement !== undefined) return { between, held, runs: held + 1, complete: false, disagreement };
      held++;
      if (held % STRIDE !== 0) continue;
      progress?.(held, graph.nodes.length);
      await setImmediate();
    }
  }
  return { between: { states, calls: held }, held, runs: held, complete: true };
}
