/** From lines of JSON to a report: what `npm run bench -- replay` measures, in one thread or in several. */
import { createInProcessStage } from '../adapters/stage.ts';
import { follow } from '../conform.ts';
import { createJudge } from '../oracle/judge.ts';
import { type Tally, createTally } from '../oracle/tally.ts';
import { createReference } from '../reference/index.ts';
import type { Body } from '../schemas/contract.ts';
import type { Report, Shards, Trace } from '../schemas/generated/types.ts';
import { parseTrace } from '../schemas/validate.ts';
import { rulesHash } from '../spec/index.ts';

export const GENERATION = 'map-shared-pt';
export const SEED = 1;

function newTally(body: Body, shard: Shards | null): { tally: Tally; judge: ReturnType<typeof createJudge> } {
  const judge = createJudge({ generation: GENERATION, profile: 'default', claims: true });
  const tally = createTally({
    tool: { name: 'ptshare', version: 'bench' },
    rulesHash,
    suiteHash: `sha256:${'0'.repeat(64)}`,
    generation: GENERATION,
    profile: 'default',
    body: { connectedAs: 'reference', description: body.description },
    seed: SEED,
    shard,
    rules: judge.rules,
    again: (trace: Trace) => `ptshare replay ${trace.id}`,
  });
  return { tally, judge };
}

function* parsed(lines: readonly string[]): Generator<Trace> {
  for (const line of lines) yield parseTrace(line);
}

/** Parse, validate (hash included), perform on the reference, judge with every rule at every step, tally. @param shard the part of the run that the lines are */
export async function pipeline(lines: readonly string[], shard: Shards | null = null): Promise<Report> {
  const body = createReference();
  const { tally, judge } = newTally(body, shard);
  await follow(parsed(lines), createInProcessStage('reference', body), judge, tally);
  return tally.report();
}
