/** The corpus of traces that a hunt has found: suites/generated/changes.ndjson. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createJudge } from '../../oracle/judge.ts';
import { createReference } from '../../reference/index.ts';
import { perform } from '../../replay/perform.ts';
import type { Trace } from '../../schemas/generated/types.ts';
import { parseTrace } from '../../schemas/validate.ts';
import { MOST_BODY, withHead } from '../../shrink/story.ts';
import { changeOf } from './equivalents.ts';
import type { Bag } from './hunt.ts';
import type { Open } from './launch.ts';
import { profileOf } from './profiles.ts';
import { ROOT } from './sources.ts';

/** A change, and the trace that tells it. */
export type Find = Open & Bag;

const FILE = `${ROOT}suites/generated/changes.ndjson`;

export function readKept(): Trace[] {
  if (!existsSync(FILE)) return [];
  const lines = readFileSync(FILE, 'utf8').trimEnd().split('\n');
  return lines.map((line, i) => parseTrace(line, `${FILE}:${i + 1}`));
}

/** Keeps what is kept already, and adds the finds. */
export async function writeKept(kept: readonly Trace[], finds: readonly Find[]): Promise<void> {
  const traces = new Map(kept.map((trace) => [trace.id, trace]));
  for (const find of finds) if (!traces.has(find.trace.id)) traces.set(find.trace.id, await storyOf(find));
  const sorted = [...traces.values()].toSorted((a, b) => (a.generation + a.id < b.generation + b.id ? -1 : 1));
  writeFileSync(FILE, sorted.map((trace) => `${JSON.stringify(trace)}\n`).join(''));
}

/**
 * The trace with what is known of it. It is about no rule: a body that leaves one undecided there has done nothing wrong.
 * @throws Error where the reference, as it is, breaks a rule in it
 */
async function storyOf({ path, survivor, trace, from, verdicts }: Find): Promise<Trace> {
  await expectConforming(trace);
  const broken = [...new Set(verdicts.map((verdict) => verdict.split(' ')[1] ?? ''))].toSorted();
  const { id, hash } = trace;
  return withHead(trace, { id, hash, title: titleOf(path, broken), rules: [], origin: originOf(from, `${path}: ${changeOf(survivor)}`) });
}

function titleOf(path: string, broken: readonly string[]): string {
  const told = path.startsWith('spec/') ? 'is judged otherwise' : `breaks ${broken.join(', ')}`;
  return `A short trace that ${told} where ${path} is changed in one place.`;
}

/** A generated trace is found again by its seed and its number, a variation by its story and its seed. */
function originOf({ id, generation }: Trace, body: string): Trace['origin'] {
  const [, varied, ofVariation] = /^(.*)-varied-(\d+)-\d+$/u.exec(id) ?? [];
  const [, generated, ofGenerated] = /^(generated-(\d+)-\d+)$/u.exec(id.slice(generation.length + 1)) ?? [];
  const [from = id, seed = 0] = varied === undefined ? [generated, ofGenerated] : [varied, ofVariation];
  return { kind: 'shrunk', from, body: body.slice(0, MOST_BODY), seed: Number(seed) };
}

async function expectConforming(trace: Trace): Promise<void> {
  const { generation } = trace;
  const judge = createJudge({ generation, profile: profileOf('reference', generation), claims: true });
  const { violations } = judge.judge(await perform(trace, createReference(), { trust: true }));
  if (violations.length > 0) throw new Error(`${trace.id}: the reference breaks ${violations.map(({ rule }) => rule).join(', ')}`);
}
