/** `npm run bench -- startup`: what `ptshare --version` takes beyond the start of Node itself. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findPackage } from '../suites/root.ts';
import { middle } from './middle.ts';

const RUNS = 11;

function time(args: readonly string[]): number {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}`);
  return performance.now() - start;
}

/** Both in turn, and the medians. */
export function startup(): Promise<void> {
  const program = join(findPackage().root, 'dist', 'cli', 'main.js');
  if (!existsSync(program)) throw new Error('there is no dist: npm run build');
  const [bare, ours]: [number[], number[]] = [[], []];
  for (let i = 0; i < RUNS; i++) {
    bare.push(time(['-e', '0']));
    ours.push(time([program, '--version']));
  }
  const [a, b] = [middle(bare, (ms) => ms), middle(ours, (ms) => ms)];
  console.log(`medians of ${RUNS}`);
  console.log(`(a) node -e 0          ${a.toFixed(1)} ms`);
  console.log(`(b) ptshare --version  ${b.toFixed(1)} ms  ${(b / a).toFixed(2)} times (a)`);
  return Promise.resolve();
}
