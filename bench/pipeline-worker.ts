/** One thread of the pipeline: reads its part of the corpus, warms up, and goes through it each time it is told to. */
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { Boot } from '../adapters/boot.ts';
import { pipeline } from './pipeline.ts';

export interface PartSetup extends Boot {
  readonly path: string;
  /** The number of the thread, from 0, and how many there are. */
  readonly index: number;
  readonly count: number;
}

const { path, index, count } = workerData as PartSetup;
const lines = readFileSync(path, 'utf8')
  .split('\n')
  .filter((_, i) => i % count === index);
// As many traces as the one thread warms up with.
for (let i = 0; i < count; i++) await pipeline(lines);
parentPort?.on('message', () => void pipeline(lines, { count, indexes: [index + 1] }).then((report) => parentPort?.postMessage(report)));
parentPort?.postMessage('ready');
