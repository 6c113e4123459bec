/** What the stage of a module and its worker thread say to each other. */
import type { MessagePort } from 'node:worker_threads';
import type { BodyDescription, Trace, Transcript } from '../schemas/generated/types.ts';
import type { PerformOptions } from '../replay/perform.ts';
import type { Boot } from './boot.ts';

/** Handed to the worker at its start. */
export interface WorkerSetup extends Boot {
  /** URL of the user's module. */
  readonly module: string;
  /** One number: the step that is being performed, or BEFORE_FIRST. */
  readonly progress: SharedArrayBuffer;
  readonly port: MessagePort;
  readonly options: Pick<PerformOptions, 'look' | 'stepMilliseconds' | 'traceMilliseconds'>;
}

export const BEFORE_FIRST = -1;

export type ToWorker = { readonly kind: 'perform'; readonly trace: Trace } | { readonly kind: 'stop' };

export type FromWorker =
  | { readonly kind: 'ready'; readonly description: BodyDescription }
  /** The module cannot be used. `threw`: it did not get as far as its exports. */
  | { readonly kind: 'unfit'; readonly reason: string; readonly threw: boolean }
  /** `late`: an answer did not come in time, so the thread may still be busy with it. */
  | ({ readonly kind: 'performed'; readonly late: boolean } & Pick<Transcript, 'entries' | 'status' | 'reason'>)
  | { readonly kind: 'stopped' };
