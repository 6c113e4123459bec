/**
 * `npm run mutants`: judges every mutant with every story, and says which rules it breaks. With `--write`, the rules that
 * a mutant breaks without naming them under `rules` are written into its file under `follows`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { mutants, mutantsByGeneration } from '../mutants/index.ts';
import type { Mutant } from '../mutants/index.ts';
import { createJudge } from '../oracle/judge.ts';
import type { Judge } from '../oracle/judge.ts';
import { perform } from '../replay/perform.ts';
import type { Body } from '../schemas/contract.ts';
import type { Trace } from '../schemas/generated/types.ts';
import { loadSuite } from '../suites/load.ts';
import { storyTargets } from '../suites/targets.ts';

const judges = new Map<string, Judge>();

/** The judge of the generation that a trace is written for. */
function judgeFor({ generation }: Pick<Trace, 'generation'>): Judge {
  const judge = judges.get(generation) ?? createJudge({ generation, profile: 'default', claims: true });
  judges.set(generation, judge);
  return judge;
}

/** By rule that the body breaks: in how many traces, and one of them. */
export async function broken(body: Body, traces: readonly Trace[]): Promise<Map<string, { count: number; first: string }>> {
  const found = new Map<string, { count: number; first: string }>();
  for (const trace of traces) {
    for (const { rule } of judgeFor(trace).judge(await perform(trace, body, { trust: true })).violations) {
      const known = found.get(rule);
      if (known) known.count++;
      else found.set(rule, { count: 1, first: trace.id });
    }
  }
  return found;
}

function rewrite(path: string, follows: readonly string[]): void {
  const file = fileURLToPath(new URL(`../mutants/${path}.ts`, import.meta.url));
  const text = readFileSync(file, 'utf8').replace(/ {2}follows: \[[^\]]*\],\n/u, '');
  const list = follows.map((id) => `'${id}'`).join(', ');
  writeFileSync(file, follows.length === 0 ? text : text.replace(/( {2}rules: \[[^\]]*\],\n)/u, `$1  follows: [${list}],\n`));
}

/** Judges mutants with the stories of their generation; `targets` as for loadSuite, `folder` below mutants/. */
async function fit(wrong: readonly Mutant[], generation: string, targets: readonly string[], folder: string): Promise<void> {
  const traces: Trace[] = [];
  for await (const { trace } of (await loadSuite(targets)).traces()) traces.push(trace);
  const { rules } = judgeFor({ generation });
  for (const mutant of wrong) {
    const found = await broken(mutant.create(), traces);
    const missed = mutant.rules.filter((id) => !found.has(id));
    const follows = rules.map((r) => r.id).filter((id) => found.has(id) && !mutant.rules.includes(id));
    const rest = follows.map((id) => `${id} (${found.get(id)!.count}: ${found.get(id)!.first})`);
    console.log(
      `${mutant.name}\n  ${missed.length === 0 ? 'names' : 'MISSES'} ${(missed.length === 0 ? mutant.rules : missed).join(' ')}\n  then ${rest.join(' ') || 'nothing'}`,
    );
    if (process.argv.includes('--write')) rewrite(folder + mutant.name, follows);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // An argument names the only generation that is wanted.
  const only = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
  if (only === undefined || only === 'map-shared-pt') await fit(mutants, 'map-shared-pt', [], '');
  for (const [generation, wrong] of Object.entries(mutantsByGeneration))
    if (only === undefined || only === generation) await fit(wrong, generation, storyTargets(generation), `${generation}/`);
}
