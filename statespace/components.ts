/** Strongly connected components: states that can be reached from one another. */
import type { Graph } from './graph.ts';

/**
 * The component of each state, by number; one that is left is never entered again, and has a higher number than where it leads to.
 * Tarjan's algorithm, without recursion.
 */
export function componentsOf(graph: Graph, states: number): Int32Array {
  const search = new ComponentSearch(graph, states);
  for (let state = 0; state < states; state++) if (search.order[state] === 0) search.visit(state);
  return search.component;
}

class ComponentSearch {
  readonly component: Int32Array;
  /** When each state was met, from 1; 0: not yet. */
  readonly order: Int32Array;
  private readonly graph: Graph;
  /** The earliest state that is known to be reached from each. */
  private readonly low: Int32Array;
  /** The next transition to look at. */
  private readonly next: Int32Array;
  private readonly open: number[] = [];
  private met = 0;
  private components = 0;

  constructor(graph: Graph, states: number) {
    this.graph = graph;
    this.component = new Int32Array(states).fill(-1);
    this.order = new Int32Array(states);
    this.low = new Int32Array(states);
    this.next = Int32Array.from({ length: states }, (_, state) => graph.first(state));
  }

  visit(root: number): void {
    const way = [root];
    this.meet(root);
    for (let state = way.at(-1); state !== undefined; state = way.at(-1)) {
      const to = this.step(state);
      if (to === undefined) this.leave(way.pop()!, way.at(-1));
      else if (this.order[to] === 0) {
        this.meet(to);
        way.push(to);
      } else if (this.component[to]! < 0) this.low[state] = Math.min(this.low[state]!, this.order[to]!);
    }
  }

  private meet(state: number): void {
    this.order[state] = this.low[state] = ++this.met;
    this.open.push(state);
  }

  /** Where the next transition of the state leads. */
  private step(state: number): number | undefined {
    const transition = this.next[state]!;
    if (transition === this.graph.end(state)) return undefined;
    this.next[state] = transition + 1;
    return this.graph.to(transition);
  }

  private leave(state: number, before: number | undefined): void {
    if (before !== undefined) this.low[before] = Math.min(this.low[before]!, this.low[state]!);
    if (this.low[state] !== this.order[state]) return;
    for (let member = this.open.pop(); member !== undefined; member = member === state ? undefined : this.open.pop())
      this.component[member] = this.components;
    this.components++;
  }
}
