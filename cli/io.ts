/** What the command line knows of the world outside, so that tests can give it another one. */
import { createInterface } from 'node:readline';
import { isatty } from 'node:tty';
import { EXIT } from './exit.ts';
import type { ExitCode } from './exit.ts';

export interface Interrupted {
  readonly aborted: boolean;
  readonly code?: ExitCode;
}

export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly outIsTty: boolean;
  readonly errIsTty: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Raised when the user interrupts, once interrupts are caught; with the exit code that this kind of interrupt has. */
  readonly interrupted: Interrupted;
  /** From now on the first interrupt raises `interrupted`. Before, and from the second one on, it ends the process. */
  readonly catchInterrupts: () => void;
  /** Waits for a line from the user; false when there is no more input. */
  readonly nextLine: () => Promise<boolean>;
}

/** The process itself. */
export function processIo(): Io {
  const interrupts = createInterrupts();
  process.stdout.on('error', endWithout);
  // Nobody is left to tell that messages are lost.
  process.stderr.on('error', () => undefined);
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    outIsTty: isatty(1),
    errIsTty: isatty(2),
    env: process.env,
    interrupted: interrupts.state,
    catchInterrupts: interrupts.catch,
    nextLine: lineReader(),
  };
}

/** Ends the process when its output cannot be written. A reader that closes the pipe early (head, less) is no fault of ours. */
function endWithout(error: NodeJS.ErrnoException): never {
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
  process.stderr.write(`error: standard output cannot be written: ${error.message}\n`);
  process.exit(EXIT.input);
}

const SIGNALS = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated } as const;

function createInterrupts(): { state: Interrupted; catch: () => void } {
  const state: { aborted: boolean; code?: ExitCode } = { aborted: false };
  function raise(signal: NodeJS.Signals): void {
    state.aborted = true;
    state.code = signal === 'SIGTERM' ? SIGNALS.SIGTERM : SIGNALS.SIGINT;
    for (const name of Object.keys(SIGNALS)) process.off(name, raise);
  }
  return {
    state,
    catch: () => {
      for (const name of Object.keys(SIGNALS)) process.on(name, raise);
    },
  };
}

function lineReader(): () => Promise<boolean> {
  let lines: AsyncIterator<string> | undefined;
  return async () => {
    lines ??= createInterface({ input: process.stdin })[Symbol.asyncIterator]();
    return (await lines.next()).done !== true;
  };
}
