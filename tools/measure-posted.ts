/**
 * `npm run posted`: judges each posted generation with the shipped stories, and says which hazard causes which violation. With
 * `--write`, the deviation files beside the hazards are written anew. An argument names the only generation that is wanted.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createJudge } from '../oracle/judge.ts';
import { posted, postedBody } from '../posted/index.ts';
import type { Hazard } from '../posted/index.ts';
import { perform } from '../replay/perform.ts';
import type { Deviation, Deviations, Trace, Verdict } from '../schemas/generated/types.ts';
import { loadSuite } from '../suites/load.ts';
import { storyTargets } from '../suites/targets.ts';

async function storiesOf(generation: string): Promise<Trace[]> {
  const stories: Trace[] = [];
  for await (const { trace } of (await loadSuite(storyTargets(generation))).traces()) stories.push(trace);
  return stories;
}

/** Violations by rule and story. */
type Found = ReadonlyMap<string, Verdict>;

async function violations(generation: string, hazards: readonly Hazard[], stories: readonly Trace[]): Promise<Found> {
  const judge = createJudge({ generation, profile: 'default', claims: true });
  const body = postedBody(generation, hazards);
  const found = new Map<string, Verdict>();
  for (const trace of stories) {
    for (const verdict of judge.judge(await perform(trace, body, { trust: true })).violations) {
      const key = `${verdict.rule} ${verdict.trace}`;
      if (!found.has(key)) found.set(key, verdict);
    }
  }
  return found;
}

interface Causes {
  readonly hazard: Hazard;
  /** What it causes by itself. */
  readonly alone: Found;
  /** What is left when it alone is mended. */
  readonly without: Found;
}

async function causesOf(generation: string, hazards: readonly Hazard[], stories: readonly Trace[]): Promise<Causes[]> {
  const causes: Causes[] = [];
  for (const hazard of hazards) {
    const others = hazards.filter((one) => one !== hazard);
    causes.push({
      hazard,
      alone: await violations(generation, [hazard], stories),
      without: await violations(generation, others, stories),
    });
  }
  return causes;
}

/** The hazards that cause a violation: without which it would not be; else those that cause it by themselves. */
function hazardsBehind(key: string, causes: readonly Causes[]): readonly Hazard[] {
  const needed = causes.filter(({ without }) => !without.has(key));
  const found = needed.length > 0 ? needed : causes.filter(({ alone }) => alone.has(key));
  return (found.length > 0 ? found : causes).map(({ hazard }) => hazard);
}

function deviationOf(verdict: Verdict, hazards: readonly Hazard[]): Deviation {
  const { rule, trace, permitted = [], seen = '' } = verdict;
  return {
    rule,
    story: trace,
    ...(permitted.length === 0 ? {} : { expected: permitted.join(' or ') }),
    ...(seen === '' ? {} : { seen }),
    reason: hazards.map(({ id, title }) => `${id}: ${title}`).join(' And '),
    evidence: hazards[0]!.evidence,
    link: [...new Set(hazards.map(({ source }) => source))].join('; '),
  };
}

/** One entry in a line, so that a difference is one. */
function textOf({ deviations, ...head }: Deviations): string {
  const lines = deviations.map((entry) => `    ${JSON.stringify(entry)}`);
  return `${JSON.stringify({ ...head, deviations: [] }, null, 2).replace('[]', `[\n${lines.join(',\n')}\n  ]`)}\n`;
}

for (const [generation, hazards] of Object.entries(posted)) {
  const only = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
  if (only !== undefined && only !== generation) continue;
  const stories = await storiesOf(generation);
  const causes = await causesOf(generation, hazards, stories);
  const all = await violations(generation, hazards, stories);
  const list = [...all].map(([key, verdict]) => deviationOf(verdict, hazardsBehind(key, causes)));
  for (const { hazard, alone } of causes) console.log(`${generation} ${hazard.id}: ${alone.size} violations by itself`);
  console.log(
    `${generation}: ${list.length} violations of ${new Set(list.map(({ rule }) => rule)).size} rules in ${stories.length} stories`,
  );
  if (!process.argv.includes('--write')) continue;
  const file = fileURLToPath(new URL(`../posted/${generation}/deviations.json`, import.meta.url));
  writeFileSync(file, textOf({ $schema: '../../schemas/deviations.schema.json', format: 1, deviations: list }));
}
