/** `npm run detection`: measures how much the shipped stories tell; with `--write`, detect/measured.ts is written anew. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { detect, scoreOf } from '../detect/index.ts';
import type { Trace } from '../schemas/generated/types.ts';
import { allRules } from '../spec/index.ts';
import { loadSuite } from '../suites/load.ts';

const FILE = fileURLToPath(new URL('../detect/measured.ts', import.meta.url));

const suite = await loadSuite([]);
const stories: Trace[] = [];
for await (const { trace } of suite.traces()) stories.push(trace);
const found = await detect({ hash: suite.hash, stories });
const score = scoreOf(
  found,
  new Map(allRules.map(({ id, needs }) => [id, needs])),
  new Map(stories.map(({ id, hash = '' }) => [id, hash])),
);
const text = `// Measured by \`npm run detection -- --write\`. Do not edit.
import type { MeasuredScore } from './score.ts';

export const measured: MeasuredScore = ${JSON.stringify(score)};
`;
const { bodies, specifications } = score;
console.log(`${bodies.caught} of ${bodies.of} wrong bodies, ${specifications.caught} of ${specifications.of} wrong specifications`);
const options = { parser: 'typescript', printWidth: 140, singleQuote: true } as const;
if (process.argv.includes('--write')) writeFileSync(FILE, await format(text, options));
