import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createJudge } from '../../oracle/judge.ts';
import { createReference } from '../../reference/index.ts';
import { perform } from '../../replay/perform.ts';
import { parseTrace } from '../../schemas/validate.ts';
import type { Trace } from '../../schemas/generated/types.ts';
import { coverOf } from '../../statespace/cover.ts';
import { coverWorld } from '../../statespace/covering.ts';
import { reachGoals } from '../../statespace/goals.ts';
import { Graph } from '../../statespace/graph.ts';
import { unreachedPage } from '../../statespace/unreached.ts';
import { COVERED_WORLDS, GOAL_WORLDS, worldNamed } from '../../statespace/worlds.ts';
import { findPackage } from '../../suites/root.ts';

const FOLDER = join(findPackage().root, 'suites', 'generated');
const TERMS = { profile: 'default', memory: 2 ** 28 };
const PATIENCE = 300_000;

function committed(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8');
}

function tracesOf(name: string): Trace[] {
  return committed(name)
    .trimEnd()
    .split('\n')
    .map((line) => parseTrace(line, name));
}

describe('suites/generated', () => {
  it(
    'is what `ptshare generate --goal rules,errnos,transitions` writes',
    async () => {
      const goals = await reachGoals(['rules', 'errnos'], { ...TERMS, worlds: GOAL_WORLDS, create: createReference });
      const unreached: string[] = [];
      for (const [kind, { traces, unreached: rest }] of goals) {
        expect(tracesOf(`${kind}.ndjson`)).toEqual([...traces.values()]);
        unreached.push(...rest);
      }
      expect(unreachedPage(unreached)).toBe(committed('unreached.md'));
      const covered: Trace[] = [];
      for (const name of COVERED_WORLDS) {
        const { traces, missed } = await coverWorld({ ...TERMS, world: worldNamed(name), body: createReference(), most: 100 });
        expect(missed).toBe(0);
        covered.push(...traces);
      }
      expect(tracesOf('transitions.ndjson')).toEqual(covered);
    },
    PATIENCE,
  );

  it('decides at its last step the rule that each trace is about, and answers the error', async () => {
    const judge = createJudge({ generation: 'map-shared-pt', profile: 'default', claims: true });
    const body = createReference();
    for (const trace of tracesOf('rules.ndjson')) {
      const { decided, violations } = judge.judge(await perform(trace, body, { trust: true }));
      const before = judge.judge(await perform({ ...trace, steps: trace.steps.slice(0, -1) }, body, { trust: true }));
      const rule = judge.rules.findIndex(({ id }) => id === trace.rules[0]);
      expect(decided[rule]!, trace.id).toBeGreaterThan(before.decided[rule]!);
      expect(violations).toEqual([]);
    }
    for (const trace of tracesOf('errnos.ndjson')) {
      const { entries } = await perform(trace, body, { trust: true });
      expect(entries.at(-1)!.outcome.result, trace.id).not.toBe('done');
    }
  });

  it('says where what it cannot reach has become reachable, or was lost', () => {
    expect(() => unreachedPage([])).toThrow('ftruncate EFBIG');
    expect(() => unreachedPage(['ftruncate EFBIG', 'align-start'])).toThrow('says no reason: align-start');
  });
});

describe('a cover', () => {
  /** 0 and 1 lead to each other, both to 2, from which nothing leads back; the last number is the kind. */
  function sample(): { graph: Graph; kinds: Int32Array } {
    const graph = new Graph();
    const edges = [
      [0, 1, 0],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 3],
      [2, 2, 4],
    ] as const;
    edges.forEach(([from, to], act) => graph.add(from, act, to));
    return { graph, kinds: Int32Array.from(edges, ([, , kind]) => kind) };
  }

  it('walks along every transition, in walks of a given length that begin at a start', () => {
    const { graph, kinds } = sample();
    const walks = coverOf(graph, kinds, 3, [0], 4);
    expect(new Set(walks.flat())).toEqual(new Set([0, 1, 2, 3, 4]));
    expect(walks).toHaveLength(2);
    for (const walk of walks) {
      expect(walk.length).toBeLessThanOrEqual(4);
      expect(graph.from(walk[0]!)).toBe(0);
      walk.slice(1).forEach((transition, i) => expect(graph.from(transition)).toBe(graph.to(walk[i]!)));
    }
  });

  it('leaves out what lies too far from every start', () => {
    const { graph, kinds } = sample();
    expect(new Set(coverOf(graph, kinds, 3, [0], 1).flat())).toEqual(new Set([0, 1]));
  });
});
