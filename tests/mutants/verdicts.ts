/** What the rules of a generation find in traces, for the tests of its reference and its mutants. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { createJudge } from '../../oracle/judge.ts';
import { createReference } from '../../reference/index.ts';
import { perform } from '../../replay/perform.ts';
import type { Body } from '../../schemas/contract.ts';
import type { Trace } from '../../schemas/generated/types.ts';
import { loadSuite } from '../../suites/load.ts';

/** By rule, how often it was decided and how often violated. */
export type Verdicts = ReadonlyMap<string, { decided: number; violated: number }>;

export async function storiesOf(...targets: readonly string[]): Promise<Trace[]> {
  const stories: Trace[] = [];
  for await (const { trace } of (await loadSuite(targets)).traces()) stories.push(trace);
  return stories;
}

export async function verdicts(generation: string, body: Body, traces: Iterable<Trace>, profile: string): Promise<Verdicts> {
  const judge = createJudge({ generation, profile, claims: true });
  const found = new Map(judge.rules.map(({ id }) => [id, { decided: 0, violated: 0 }]));
  for (const trace of traces) {
    const { status, reason, decided, violations } = judge.judge(await perform(trace, body, { trust: true }));
    expect(status, `${trace.id}: ${reason}`).toBe('complete');
    judge.rules.forEach(({ id }, i) => (found.get(id)!.decided += decided[i]!));
    for (const { rule } of violations) found.get(rule)!.violated++;
  }
  return found;
}

export function violatedIn(found: Verdicts): string[] {
  return [...found].filter(([, { violated }]) => violated > 0).map(([id]) => id);
}

export function undecidedIn(found: Verdicts): string[] {
  return [...found].filter(([, { decided }]) => decided === 0).map(([id]) => id);
}

/** The steps at which the reference answers otherwise than the author of a story expects. */
export async function unexpected(stories: readonly Trace[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const trace of stories) {
    const { entries } = await perform(trace, createReference(), { trust: true });
    trace.steps.forEach((step, i) => {
      const expected = 'expect' in step ? step.expect : undefined;
      const seen: Readonly<Record<string, unknown>> = { ...entries[i]!.outcome };
      for (const [key, value] of Object.entries(expected ?? {})) if (seen[key] !== value) wrong.push(`${trace.id} ${i}`);
    });
  }
  return wrong;
}

/** The stories in which a call of another body succeeds or fails otherwise than on the reference. */
export async function answersDiffer(stories: readonly Trace[], body: Body): Promise<string[]> {
  const differing: string[] = [];
  for (const trace of stories) {
    const [one, other] = [await perform(trace, createReference(), { trust: true }), await perform(trace, body, { trust: true })];
    const differs = one.entries.some(({ outcome }, i) => outcome.result !== other.entries[i]!.outcome.result);
    if (differs) differing.push(trace.id);
  }
  return differing;
}

/** The mutants that a folder below mutants/ holds. */
export function vicesIn(folder: string): string[] {
  const files = readdirSync(fileURLToPath(new URL(`../../mutants/${folder}`, import.meta.url)));
  return files.map((file) => file.replace('.ts', '')).filter((name) => name !== 'index' && name !== 'body');
}
