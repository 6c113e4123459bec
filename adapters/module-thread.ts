/** One worker thread with a user's module in it: started, asked, and ended for good when it hangs or crashes. */
import { extname } from 'node:path';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import type { MessagePort, Worker } from 'node:worker_threads';
import { placeOf } from '../replay/reason.ts';
import { bootWorker } from './boot.ts';
import { BEFORE_FIRST } from './module-messages.ts';
import type { FromWorker, ToWorker, WorkerSetup } from './module-messages.ts';
import type { StageOptions } from './stage.ts';
import { tailOf } from './tail.ts';
import type { Tail } from './tail.ts';
import { loaderFor } from './type-stripping.ts';

/** Why a thread gave no answer. */
export class Lost extends Error {}

export interface ModuleThread {
  /** False after a crash or an end. */
  readonly alive: boolean;
  readonly output: Tail;
  /** The step it is in, or BEFORE_FIRST. */
  step(): number;
  /** Sends a message, if one is given, and waits for one. Rejects with Lost when none comes; the thread has then ended. */
  ask(message: ToWorker | undefined, milliseconds: number): Promise<FromWorker>;
  end(): Promise<void>;
}

const MEMORY_MEGABYTES = 512;

/** The worker's own code is beside this file: TypeScript in the source tree, JavaScript once built. */
const ENTRY = new URL(`./module-worker${extname(import.meta.url)}`, import.meta.url).href;

function performOptions({ look, stepMilliseconds, traceMilliseconds }: StageOptions): WorkerSetup['options'] {
  return {
    ...(look === undefined ? {} : { look }),
    ...(stepMilliseconds === undefined ? {} : { stepMilliseconds }),
    ...(traceMilliseconds === undefined ? {} : { traceMilliseconds }),
  };
}

function startWorker(module: string, port: MessagePort, progress: SharedArrayBuffer, options: StageOptions): Worker {
  const workerData: WorkerSetup = {
    module,
    loader: loaderFor(module, ENTRY),
    entry: ENTRY,
    progress,
    port,
    options: performOptions(options),
  };
  const resourceLimits = { maxOldGenerationSizeMb: options.memoryMegabytes ?? MEMORY_MEGABYTES };
  return bootWorker(workerData, { transferList: [port], stdout: true, stderr: true, resourceLimits });
}

/** What is waited for: exactly one answer at a time. */
interface Waiting {
  readonly resolve: (message: FromWorker) => void;
  readonly reject: (lost: Lost) => void;
}

class Thread implements ModuleThread {
  alive = true;
  readonly output: Tail;
  private readonly worker: Worker;
  private readonly port: MessagePort;
  private readonly progress: Int32Array;
  private waiting: Waiting | undefined;
  private cause: string | undefined;

  constructor(module: string, options: StageOptions) {
    const { port1, port2 } = new MessageChannel();
    const progress = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    this.port = port1;
    this.progress = new Int32Array(progress).fill(BEFORE_FIRST);
    this.worker = startWorker(module, port2, progress, options);
    this.output = tailOf(this.worker.stdout, this.worker.stderr);
    this.listen(module);
  }

  step(): number {
    return Atomics.load(this.progress, 0);
  }

  async ask(message: ToWorker | undefined, milliseconds: number): Promise<FromWorker> {
    if (!this.alive) throw new Lost('the thread has ended');
    if (message !== undefined) this.port.postMessage(message);
    const timer = setTimeout(() => void this.kill(`no answer within ${milliseconds} ms`), milliseconds);
    try {
      return await new Promise((resolve, reject) => (this.waiting = { resolve, reject }));
    } finally {
      clearTimeout(timer);
      this.waiting = undefined;
    }
  }

  async end(): Promise<void> {
    this.alive = false;
    await this.worker.terminate();
    this.port.close();
  }

  private listen(module: string): void {
    this.port.on('message', (message: FromWorker) => this.waiting?.resolve(message));
    this.worker.on('error', (error) => (this.cause ??= causeOf(error, module)));
    this.worker.on('exit', (code) => this.ended(code));
  }

  private async kill(cause: string): Promise<void> {
    this.cause = cause;
    await this.worker.terminate();
  }

  /** An answer that was sent before the end still counts. */
  private ended(code: number): void {
    this.alive = false;
    const last = receiveMessageOnPort(this.port);
    this.port.close();
    if (last !== undefined && this.cause === undefined) this.waiting?.resolve(last.message as FromWorker);
    else this.waiting?.reject(new Lost(this.cause ?? `the module ended its thread with code ${code}`));
  }
}

function causeOf(error: unknown, module: string): string {
  if (!(error instanceof Error)) return `it threw ${String(error)}`;
  const memory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return memory ? 'out of memory' : `uncaught ${error.name}: ${error.message}${placeOf(error, module)}`;
}

export function startThread(module: string, options: StageOptions): ModuleThread {
  return new Thread(module, options);
}
