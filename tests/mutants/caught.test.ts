import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { createPrivateTables } from '../../adapters/private-tables.ts';
import { mutants, mutantsByGeneration } from '../../mutants/index.ts';
import { createJudge } from '../../oracle/judge.ts';
import { createReference } from '../../reference/index.ts';
import { perform } from '../../replay/perform.ts';
import type { Body } from '../../schemas/contract.ts';
import type { Trace } from '../../schemas/generated/types.ts';
import { generateTraces } from '../../suites/generate.ts';
import { loadSuite } from '../../suites/load.ts';

const judge = createJudge({ generation: 'map-shared-pt', profile: 'default', claims: true });
const traces: Trace[] = [];

beforeAll(async () => {
  for await (const { trace } of (await loadSuite([])).traces()) traces.push(trace);
  traces.push(...generateTraces({ seed: 1, count: 200, generation: 'map-shared-pt' }));
});

/** The rules that the body breaks in the written stories and some generated traces, as they are met. */
async function* broken(body: Body): AsyncGenerator<string> {
  for (const trace of traces) {
    const judgement = judge.judge(await perform(trace, body, { trust: true }));
    expect(judgement.status, `${trace.id}: ${judgement.reason}`).not.toBe('broken');
    for (const violation of judgement.violations) yield violation.rule;
  }
}

/** The first of these rules that the body breaks. */
async function firstOf(body: Body, rules: readonly string[]): Promise<string | undefined> {
  for await (const rule of broken(body)) if (rules.includes(rule)) return rule;
  return undefined;
}

/** That each is caught by what it names, and breaks nothing else, is asked of the matrix of `ptshare detect`. */
describe('mutants', () => {
  it('are listed, one for each file, under its name', () => {
    const files = readdirSync(fileURLToPath(new URL('../../mutants', import.meta.url)));
    const vices = files
      .map((file) => file.replace('.ts', ''))
      .filter((name) => !['index', 'mutant', 'manual', 'barring', ...Object.keys(mutantsByGeneration)].includes(name));
    expect(mutants.map((mutant) => mutant.name).toSorted()).toEqual(vices.toSorted());
  });

  it('leave no rule that none of them breaks', () => {
    const broken = new Set(mutants.flatMap((mutant) => [...mutant.rules, ...(mutant.follows ?? [])]));
    expect(judge.rules.map((rule) => rule.id).filter((id) => !broken.has(id))).toEqual([]);
  });
});

describe('bodies that are no mutants', () => {
  it('the reference breaks no rule', async () => {
    const met: string[] = [];
    for await (const rule of broken(createReference())) met.push(rule);
    expect(met).toEqual([]);
  });

  it('a body that ignores the hint is told that sharing was owed', async () => {
    expect(await firstOf(createPrivateTables(), ['eligible-shares'])).toBe('eligible-shares');
  });
});
