/** The thread in which a user's module runs: it performs whole traces, so that a step costs no message. */
import { workerData } from 'node:worker_threads';
import type { Body } from '../schemas/contract.ts';
import { Late } from '../replay/deadline.ts';
import { admitDescription } from '../replay/gatekeeper.ts';
import { perform } from '../replay/perform.ts';
import { reasonOf } from '../replay/reason.ts';
import type { Trace } from '../schemas/generated/types.ts';
import { Unfit, bodyOf } from './module-body.ts';
import type { FromWorker, ToWorker, WorkerSetup } from './module-messages.ts';
import { BEFORE_FIRST } from './module-messages.ts';

const { module, progress, port, options } = workerData as WorkerSetup;
const step = new Int32Array(progress);

function say(message: FromWorker): void {
  port.postMessage(message);
}

/** Lets what the body left behind come up (a rejected promise that nobody awaits) before the answer goes out. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

const DRAIN_MILLISECONDS = 500;

/** Lets what was printed reach the stage, which quotes it; a flood is cut off. */
async function drain(): Promise<void> {
  const written = (stream: NodeJS.WriteStream): Promise<unknown> => new Promise((resolve) => stream.write('', resolve));
  const tooMuch = new Promise((resolve) => {
    setTimeout(resolve, DRAIN_MILLISECONDS).unref();
  });
  await Promise.race([Promise.all([written(process.stdout), written(process.stderr)]), tooMuch]);
}

async function performTrace(body: Body, trace: Trace): Promise<void> {
  let late = false;
  Atomics.store(step, 0, BEFORE_FIRST);
  const onStep = (index: number): void => void Atomics.store(step, 0, index);
  const onBroken = (error: unknown): void => void (late = error instanceof Late);
  const { entries, status, reason } = await perform(trace, body, { ...options, module, trust: false, onStep, onBroken });
  await breathe();
  if (status === 'broken') await drain();
  say({ kind: 'performed', late, entries, status, ...(reason === undefined ? {} : { reason }) });
}

async function stop(body: Body): Promise<void> {
  await body.stop?.();
  say({ kind: 'stopped' });
}

function serve(body: Body): void {
  port.on('message', (message: ToWorker) => {
    void (message.kind === 'stop' ? stop(body) : performTrace(body, message.trace));
  });
}

async function start(): Promise<void> {
  let threw = true;
  try {
    const body = await bodyOf((await import(module)) as Record<string, unknown>);
    threw = false;
    const description = admitDescription(body.description);
    serve(body);
    say({ kind: 'ready', description });
  } catch (error) {
    say({ kind: 'unfit', reason: reasonOf(error, module), threw: threw && !(error instanceof Unfit) });
  }
}

await start();
