/** `npm run detection`: measures how much the shipped stories tell; with `--write`, detect/measured.ts is written anew. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { detect, scoreOf } from '../detect/index.ts';
import { defaultJudge, matrixOf } from '../detect/matrix.ts';
import { guardsOf } from '../detect/score.ts';
import type { MeasuredScore } from '../detect/score.ts';
import { mutantsByGeneration } from '../mutants/index.ts';
import type { Trace } from '../schemas/generated/types.ts';
import { allRules } from '../spec/index.ts';
import { loadSuite } from '../suites/load.ts';
import { storyTargets } from '../suites/targets.ts';

const FILE = fileURLToPath(new URL('../detect/measured.ts', import.meta.url));

const NEEDS = new Map(allRules.map(({ id, needs }) => [id, needs]));

interface Stories {
  readonly hash: string;
  readonly stories: readonly Trace[];
  readonly hashes: ReadonlyMap<string, string>;
}

async function storiesOf(targets: readonly string[]): Promise<Stories> {
  const suite = await loadSuite(targets);
  const stories: Trace[] = [];
  for await (const { trace } of suite.traces()) stories.push(trace);
  return { hash: suite.hash, stories, hashes: new Map(stories.map(({ id, hash = '' }) => [id, hash])) };
}

/** Of the other generations only who guards a run of theirs. */
async function otherGuards(): Promise<MeasuredScore['guards']> {
  const guards: Record<string, MeasuredScore['guards'][string]> = {};
  for (const [generation, mutants] of Object.entries(mutantsByGeneration)) {
    const { stories, hashes } = await storiesOf(storyTargets(generation));
    const bodies = mutants.map((mutant) => ({ name: `mutant:${mutant.name}`, create: () => mutant.create() }));
    const rows = await matrixOf(bodies, stories, undefined, defaultJudge(generation));
    Object.assign(guards, guardsOf(rows, NEEDS, hashes));
  }
  return guards;
}

const { hash, stories, hashes } = await storiesOf([]);
const measured = scoreOf(await detect({ hash, stories }), NEEDS, hashes);
const score: MeasuredScore = { ...measured, guards: { ...measured.guards, ...(await otherGuards()) } };
const text = `// Measured by \`npm run detection -- --write\`. Do not edit.
import type { MeasuredScore } from './score.ts';

export const measured: MeasuredScore = ${JSON.stringify(score)};
`;
const { bodies, specifications } = score;
console.log(`${bodies.caught} of ${bodies.of} wrong bodies, ${specifications.caught} of ${specifications.of} wrong specifications`);
const options = { parser: 'typescript', printWidth: 140, singleQuote: true } as const;
if (process.argv.includes('--write')) writeFileSync(FILE, await format(text, options));
