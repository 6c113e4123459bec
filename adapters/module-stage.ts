/** A user's module as a stage. It runs in a thread of its own, which is ended and started anew when it hangs or crashes. */
import { statSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { withLastWords } from '../schemas/broken-reason.ts';
import type { BodyDescription, Entry, Trace, Transcript } from '../schemas/generated/types.ts';
import { InputError } from '../schemas/input-error.ts';
import { MODULE_CONTRACT } from './module-body.ts';
import type { FromWorker } from './module-messages.ts';
import { syntaxPlace } from './module-syntax.ts';
import { startThread } from './module-thread.ts';
import type { ModuleThread } from './module-thread.ts';
import type { Stage, StageOptions } from './stage.ts';
import { messageOf } from './wire/failure.ts';

const START_MILLISECONDS = 10_000;
const TRACE_MILLISECONDS = 5000;
/** The thread keeps the deadline itself where it can; it is ended when it has not. */
const GRACE_MILLISECONDS = 250;
const STOP_MILLISECONDS = 1000;
/** Failures in a row, each of which cost a thread, after which a module is given up. */
const PATIENCE = 5;

const EXTENSIONS = ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts'];

function moduleUrl(path: string, folder: string): string {
  const file = resolve(folder, path);
  if (!EXTENSIONS.includes(extname(file))) {
    throw new InputError('bad-module', `${path} is no module`, { file: path, hint: `name a file that ends in ${EXTENSIONS.join(', ')}` });
  }
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new InputError('no-such-file', `there is no file ${path}`, { file: path, hint: `looked for ${file}` });
  }
  return pathToFileURL(file).href;
}

/** What to do about a module that shows no exports. */
const NOT_LOADED = 'Mend the module so that `node` can import it, and its body can be made.';

/** What stands for answers that were lost with their thread, so that the transcript still tells which step failed. */
const LOST_ANSWER: Entry = { outcome: { result: 'unsupported', what: 'the answer was lost with the thread' } };

class ModuleStage implements Stage {
  readonly name: string;
  readonly description: BodyDescription;
  private readonly url: string;
  private readonly options: StageOptions;
  private thread: ModuleThread | undefined;
  private failures = 0;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(name: string, url: string, description: BodyDescription, thread: ModuleThread, options: StageOptions) {
    this.name = name;
    this.url = url;
    this.description = description;
    this.thread = thread;
    this.options = options;
  }

  perform(trace: Trace): Promise<Transcript> {
    const performed = this.queue.then(() => this.performNext(trace));
    this.queue = performed;
    return performed;
  }

  async stop(): Promise<void> {
    await this.queue;
    const { thread } = this;
    this.failures = PATIENCE;
    this.thread = undefined;
    if (thread === undefined) return;
    await thread.ask({ kind: 'stop' }, STOP_MILLISECONDS).catch(() => undefined);
    await thread.end();
  }

  private async performNext(trace: Trace): Promise<Transcript> {
    if (this.failures >= PATIENCE) return this.broken(trace, [], `gave up after ${PATIENCE} failures in a row`);
    try {
      const thread = await this.living();
      return await this.performOn(thread, trace);
    } catch (error) {
      this.failures += 1;
      return this.broken(trace, [], `the module did not start again: ${messageOf(error)}`);
    }
  }

  private async living(): Promise<ModuleThread> {
    if (this.thread?.alive !== true) this.thread = (await startModule(this.url, this.options)).thread;
    return this.thread;
  }

  private async performOn(thread: ModuleThread, trace: Trace): Promise<Transcript> {
    thread.output.clear();
    const limit = this.options.traceMilliseconds ?? TRACE_MILLISECONDS;
    let answer: FromWorker;
    try {
      answer = await thread.ask({ kind: 'perform', trace }, limit + GRACE_MILLISECONDS);
    } catch (error) {
      return this.lost(thread, trace, messageOf(error));
    }
    if (answer.kind !== 'performed') return this.lost(thread, trace, `an answer of the wrong kind: ${answer.kind}`);
    await this.count(answer.late);
    if (answer.status === 'broken') return this.broken(trace, answer.entries, withLastWords(answer.reason ?? '', thread.output.text()));
    const { entries, status, reason } = answer;
    return { format: 1, trace, body: this.description, entries, status, ...(reason === undefined ? {} : { reason }) };
  }

  /** A thread that was late may still be at work on the old trace. */
  private async count(late: boolean): Promise<void> {
    this.failures = late ? this.failures + 1 : 0;
    if (late) await this.drop();
  }

  private async drop(): Promise<void> {
    const { thread } = this;
    this.thread = undefined;
    await thread?.end();
  }

  private async lost(thread: ModuleThread, trace: Trace, cause: string): Promise<Transcript> {
    const step = thread.step();
    this.failures += 1;
    await this.drop();
    const before = Array.from({ length: Math.max(0, Math.min(step, trace.steps.length - 1)) }, () => LOST_ANSWER);
    const where = step < 0 ? 'before the first step' : `step ${step}`;
    return this.broken(trace, before, withLastWords(`${where}: ${cause}`, thread.output.text()));
  }

  private broken(trace: Trace, entries: Entry[], reason: string): Transcript {
    return { format: 1, trace, body: this.description, entries, status: 'broken', reason };
  }
}

/** Starts a thread and waits until the module has shown its body. Throws InputError bad-module. */
async function startModule(url: string, options: StageOptions): Promise<{ thread: ModuleThread; description: BodyDescription }> {
  const thread = startThread(url, options);
  const file = fileURLToPath(url);
  const unfit = async (reason: string, hint: string): Promise<never> => {
    await thread.end();
    const message = withLastWords(`the module cannot be used: ${reason}`, thread.output.text());
    throw new InputError('bad-module', message, { file, hint });
  };
  try {
    const answer = await thread.ask(undefined, options.startMilliseconds ?? START_MILLISECONDS);
    if (answer.kind === 'ready') return { thread, description: answer.description };
    if (answer.kind !== 'unfit') return await unfit('it answers before it is asked', NOT_LOADED);
    const place = answer.threw && /^SyntaxError(?!.* \(at )/u.test(answer.reason) ? syntaxPlace(file) : '';
    return await unfit(answer.reason + place, answer.threw ? NOT_LOADED : MODULE_CONTRACT);
  } catch (error) {
    return error instanceof InputError ? Promise.reject(error) : unfit(messageOf(error), NOT_LOADED);
  }
}

/** A stage on a module. Throws InputError: no-such-file, no-typescript, bad-module. */
export async function createModuleStage(path: string, name: string, options: StageOptions = {}): Promise<Stage> {
  const url = moduleUrl(path, options.folder ?? process.cwd());
  const { thread, description } = await startModule(url, options);
  return new ModuleStage(name, url, description, thread, options);
}
