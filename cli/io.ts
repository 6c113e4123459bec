/** What the command line knows of the world outside, so that tests can give it another one. */
import { createInterface } from 'node:readline';
import { isatty } from 'node:tty';

export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly outIsTty: boolean;
  readonly errIsTty: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Raised when the user interrupts. */
  readonly interrupted: { readonly aborted: boolean };
  /** Waits for a line from the user; false when there is no more input. */
  readonly nextLine: () => Promise<boolean>;
}

/** The process itself. The first interrupt raises the signal; the second one ends the process. */
export function processIo(): Io {
  const abort = new AbortController();
  process.once('SIGINT', () => abort.abort());
  // A reader that closes the pipe early (head, less) is no fault of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    outIsTty: isatty(1),
    errIsTty: isatty(2),
    env: process.env,
    interrupted: abort.signal,
    nextLine: lineReader(),
  };
}

function lineReader(): () => Promise<boolean> {
  let lines: AsyncIterator<string> | undefined;
  return async () => {
    lines ??= createInterface({ input: process.stdin })[Symbol.asyncIterator]();
    return (await lines.next()).done !== true;
  };
}
