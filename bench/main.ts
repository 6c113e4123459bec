/** `npm run bench -- <name>`: measurements as ratios, side by side in one run. */
import { cpus } from 'node:os';
import { setUpEngine } from '../cli/engine.ts';
import { explore } from './explore.ts';
import { formal } from './formal.ts';
import { frontier } from './frontier.ts';
import { kernel } from './kernel.ts';
import { plug } from './plug.ts';
import { replay } from './replay.ts';
import { shrinking } from './shrink.ts';
import { startup } from './startup.ts';
import { worlds } from './worlds.ts';

const benches: Readonly<Record<string, () => Promise<void>>> = {
  explore,
  formal,
  frontier,
  kernel,
  plug,
  replay,
  shrink: shrinking,
  startup,
  worlds,
};
const name = process.argv[2] ?? '';
const bench = benches[name];
if (bench) {
  setUpEngine();
  if (!process.argv.includes('--json')) console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown CPU'}, ${cpus().length} CPUs`);
  await bench();
} else {
  console.error(`usage: npm run bench -- <${Object.keys(benches).join('|')}>`);
  process.exitCode = 2;
}
