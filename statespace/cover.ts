/** A transition of every kind, in few long walks that each begin at a start. */
import { componentsOf } from './components.ts';
import type { Graph } from './graph.ts';

/** A walk, as transitions one after another. */
export type Walk = readonly number[];

/**
 * Greedy: the nearest transition of a kind that is not in a walk yet is walked to, again and again; those from which there is a way back come
 * first. Every kind is in some walk, unless it is farther from a start than a walk may be long.
 * @param kinds the kind of each transition, from 0
 * @param starts states at which walks may begin
 * @param most transitions of one walk
 */
export function coverOf(graph: Graph, kinds: Int32Array, states: number, starts: readonly number[], most: number): Walk[] {
  const cover = new Cover(graph, kinds, states, starts, most);
  return cover.walks();
}

class Cover {
  private readonly graph: Graph;
  private readonly starts: readonly number[];
  private readonly most: number;
  private readonly kinds: Int32Array;
  /** By kind. */
  private readonly used: Uint8Array;
  private remaining: number;
  /** Of the search for the nearest: by which transition a state was reached, and in which search. */
  private readonly by: Int32Array;
  private readonly seen: Int32Array;
  private searches = 0;
  private readonly component: Int32Array;

  constructor(graph: Graph, kinds: Int32Array, states: number, starts: readonly number[], most: number) {
    this.graph = graph;
    this.kinds = kinds;
    this.starts = starts;
    this.most = most;
    this.remaining = kinds.reduce((highest, kind) => Math.max(highest, kind + 1), 0);
    this.used = new Uint8Array(this.remaining);
    this.by = new Int32Array(states);
    this.seen = new Int32Array(states);
    this.component = componentsOf(graph, states);
  }

  walks(): Walk[] {
    const walks: Walk[] = [];
    while (this.remaining > 0) {
      const walk = this.walk();
      if (walk.length === 0) break;
      walks.push(walk);
    }
    return walks;
  }

  private walk(): number[] {
    const walk: number[] = [];
    let from = this.starts;
    while (walk.length < this.most) {
      const room = this.most - walk.length;
      const way = [true, false].map((staying) => this.nearest(from, staying)).find((found) => found !== undefined && found.length <= room);
      if (way === undefined) break;
      for (const transition of way) this.use(transition);
      walk.push(...way);
      from = [this.graph.to(way.at(-1)!)];
    }
    return walk;
  }

  private use(transition: number): void {
    const kind = this.kinds[transition]!;
    if (this.used[kind] === 1) return;
    this.used[kind] = 1;
    this.remaining--;
  }

  /** The shortest way to an unused transition, that one included; `staying`: only by transitions from which there is a way back. */
  private nearest(from: readonly number[], staying: boolean): number[] | undefined {
    const search = ++this.searches;
    const queue = [...from];
    for (const state of queue) {
      this.seen[state] = search;
      this.by[state] = -1;
    }
    for (let head = 0; head < queue.length; head++) {
      const unused = this.unusedOf(queue[head]!, staying);
      if (unused >= 0) return this.wayTo(unused);
      this.spread(queue[head]!, search, queue, staying);
    }
    return undefined;
  }

  private stays(transition: number): boolean {
    return this.component[this.graph.from(transition)] === this.component[this.graph.to(transition)];
  }

  private unusedOf(state: number, staying: boolean): number {
    for (let transition = this.graph.first(state); transition < this.graph.end(state); transition++)
      if (this.used[this.kinds[transition]!] === 0 && (!staying || this.stays(transition))) return transition;
    return -1;
  }

  private spread(state: number, search: number, queue: number[], staying: boolean): void {
    for (let transition = this.graph.first(state); transition < this.graph.end(state); transition++) {
      const to = this.graph.to(transition);
      if (this.seen[to] === search || (staying && !this.stays(transition))) continue;
      this.seen[to] = search;
      this.by[to] = transition;
      queue.push(to);
    }
  }

  private wayTo(last: number): number[] {
    const way = [last];
    for (let by = this.by[this.graph.from(last)]!; by >= 0; by = this.by[this.graph.from(by)]!) way.push(by);
    return way.toReversed();
  }
}
