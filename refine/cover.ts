/** Runs that make every call of the graph at least once, and begin anew when they have become long. */
import type { Call, CallGraph, Node } from './call-graph.ts';

/** One run. Calls from `fresh` on may be such as no run before has made. */
export interface Run {
  readonly calls: readonly Call[];
  /** For each call: it is made for the first time. */
  readonly first: readonly boolean[];
}

/** @param longest calls of one run, at least where the way to what is left is not longer itself */
export function* coverRuns(graph: CallGraph, longest: number): Generator<Run> {
  const left = new Map(graph.nodes.map((node) => [node, node.calls.slice()]));
  for (const goal of graph.nodes) {
    while (left.get(goal)!.length > 0) {
      const calls = graph.pathTo(goal);
      const first = calls.map(() => false);
      let at: Node | undefined = goal;
      while (at !== undefined && calls.length < longest) {
        const call: Call | undefined = left.get(at)!.pop();
        if (call === undefined) break;
        calls.push(call);
        first.push(true);
        at = graph.byState.get(call.to);
      }
      if (!first.includes(true)) {
        calls.push(left.get(goal)!.pop()!);
        first.push(true);
      }
      yield { calls, first };
    }
  }
}
