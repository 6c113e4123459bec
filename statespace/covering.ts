/**
 * Traces that together make every transition of the machine in a small world: each call, in each state of the machine. Histories that lead
 * to the same machine are taken for one here, and so are processes and CPUs that can be interchanged.
 */
import type { MachineBody } from '../reference/index.ts';
import { sealed } from '../schemas/canonical.ts';
import type { Trace } from '../schemas/generated/types.ts';
import { coverOf } from './cover.ts';
import type { Walk } from './cover.ts';
import { exploreBody } from './exploring.ts';
import type { Explored, ExploringOptions } from './exploring.ts';
import { Graph } from './graph.ts';
import type { BodyModel } from './model.ts';
import { Storyteller, stateAt, withoutIdleOpens } from './paths.ts';
import { traceOf } from './setting.ts';
import { worldText } from './small-world.ts';
import type { SmallWorld } from './small-world.ts';

export interface CoveringOptions extends Pick<ExploringOptions, 'memory' | 'signal' | 'progress'> {
  readonly world: SmallWorld;
  readonly body: MachineBody;
  readonly profile: string;
  /** Steps of a trace, at most, what is opened at the start included. */
  readonly most: number;
}

export interface Covering {
  readonly traces: readonly Trace[];
  /** Different transitions of the machine. */
  readonly transitions: number;
  /** Those in no trace: they lie farther from the start than a trace is long. */
  readonly missed: number;
  readonly complete: boolean;
}

export async function coverWorld(options: CoveringOptions): Promise<Covering> {
  const graph = new Graph();
  const kinds = new Kinds();
  const { world, most } = options;
  const explored = await exploreBody({
    ...options,
    name: 'reference',
    folded: true,
    visit: (from, action, to, model) => {
      graph.add(from, action, to);
      kinds.add(action, model);
    },
  });
  const { search, result } = explored;
  const starts = Array.from({ length: result.layers[0] ?? 0 }, (_, id) => id);
  const ofTransitions = Int32Array.from(kinds.all);
  const walks = coverOf(graph, ofTransitions, search.store.count, starts, most - prologue(explored));
  const traces = walks.map((walk, i) => traceFor(world, explored, graph, walk, i));
  const covered = new Set(walks.flat().map((transition) => ofTransitions[transition])).size;
  return { traces, transitions: kinds.count, missed: kinds.count - covered, complete: result.complete };
}

/** What tells transitions of the machine apart: the machines before and after, the call with its arguments, and the outcome. */
class Kinds {
  readonly all: number[] = [];
  private readonly numbers: Map<string, number> = new Map();

  get count(): number {
    return this.numbers.size;
  }

  add(action: number, model: BodyModel): void {
    const { kind, machines } = model.last.get(action)!;
    const [before, after] = machines.map((machine) => model.system.machines.regardlessOfOrder(machine));
    const name = `${before} ${model.act(action).letter.text} ${kind} ${after}`;
    const known = this.numbers.get(name);
    this.all.push(known ?? this.numbers.size);
    if (known === undefined) this.numbers.set(name, this.numbers.size);
  }
}

/** The most steps that come before the first act. */
function prologue({ model, search, result }: Explored): number {
  const starts = Array.from({ length: result.layers[0] ?? 0 }, (_, id) => new Storyteller(model, stateAt(search, id)).steps.length);
  return Math.max(0, ...starts);
}

function traceFor(world: SmallWorld, { model, search }: Explored, graph: Graph, walk: Walk, index: number): Trace {
  const story = new Storyteller(model, stateAt(search, graph.from(walk[0]!)));
  for (const transition of walk) story.act(graph.act(transition));
  const id = `explored-transitions-${world.name}-${index + 1}`;
  const title = `Transitions of the world ${world.name}, part ${index + 1}.`;
  const origin = { kind: 'explored', world: worldText(world), goal: 'transitions' } as const;
  return sealed(traceOf(world, { id, title, rules: [], origin }, story.processes, withoutIdleOpens(story.steps)));
}
