/** Errors at the door: input that cannot be taken, or a fault of our own. */
import { InputError } from '../schemas/input-error.ts';
import { EXIT } from './exit.ts';
import type { ExitCode } from './exit.ts';
import type { Io } from './io.ts';

/** What `--json` prints for an error. */
export interface ErrorMessage {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly file?: string;
    readonly pointer?: string;
    readonly hint?: string;
  };
}

export function toMessage(error: InputError): ErrorMessage {
  const { code, message, file, pointer, hint } = error;
  return { error: { code, message, ...(file === '' ? {} : { file }), ...(pointer === '' ? {} : { pointer }), hint } };
}

/** Of a message: what a body printed last can be long. */
const MOST_LINES = 40;

/** The lines that tell a person where to look and what to do. */
export function inputErrorLines(error: InputError): string[] {
  const [first, ...more] = error.message.split('\n');
  return [
    `error: ${first}`,
    ...more.slice(-MOST_LINES).map((line) => `        ${line}`),
    ...(error.file === '' ? [] : [`  in    ${error.file}`]),
    ...(error.pointer === '' ? [] : [`  at    ${error.pointer}`]),
    ...(error.hint === '' ? [] : [`  hint  ${error.hint}`]),
    `  code  ${error.code}`,
  ];
}

/** Reports an error that ended a command; gives the exit code. */
export async function reportFailure(error: unknown, io: Io, asJson: boolean): Promise<ExitCode> {
  if (error instanceof InputError) {
    if (asJson) io.out(`${JSON.stringify(toMessage(error))}\n`);
    else io.err(`${await safe(inputErrorLines(error))}\n`);
    return EXIT.input;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (asJson) io.out(`${JSON.stringify({ error: { code: 'internal', message: String(error) } })}\n`);
  io.err(
    `ptshare failed: this is a fault of ptshare, not of your input.\nPlease report it with the command you gave and these lines:\n${detail}\n`,
  );
  return EXIT.internal;
}

/** Messages quote input, and input may hold escape sequences. */
async function safe(lines: readonly string[]): Promise<string> {
  const { plain } = await import('../reports/plain.ts');
  return lines.map((line) => `${/^ */u.exec(line)?.[0] ?? ''}${plain(line, 2000)}`).join('\n');
}
