/** How worker threads of ours begin, whether their code is TypeScript in the source tree or JavaScript once built. */
import { Worker } from 'node:worker_threads';
import type { WorkerOptions } from 'node:worker_threads';

export interface Boot {
  /** URL of tsx's API, where Node needs it to read TypeScript; see `loaderFor`. */
  readonly loader: string | undefined;
  /** URL of the worker's own code. */
  readonly entry: string;
}

// Node cannot start a worker from TypeScript without a loader, so the worker begins here.
const BOOT = `const { workerData } = require('node:worker_threads');
const start = async () => {
  if (workerData.loader) (await import(workerData.loader)).register();
  await import(workerData.entry);
};
start();`;

/**
 * For threads that judge: what is recorded of a few traces lives until they are judged, which is longer than the collections of a young
 * generation as small as V8 gives to a thread are apart.
 */
export const JUDGING_LIMITS = { maxYoungGenerationSizeMb: 192 } as const;

/** Starts a thread; its code finds the whole of `data` in `workerData`. */
export function bootWorker(data: Boot, options: Omit<WorkerOptions, 'eval' | 'workerData' | 'execArgv'> = {}): Worker {
  return new Worker(BOOT, { ...options, eval: true, workerData: data, execArgv: [] });
}
