/**
 * The words in which a transcript says what broke a body: `step <n>: <what happened>`, where it printed what is no answer followed by
 * `: ` and that in backquotes; then perhaps more lines; then `its last output:`, and the end of what it printed for people.
 */

const OUTPUT = 'its last output:';
const LONGEST_CAUSE = 400;

export interface BrokenReason {
  /** In one line, without the step. */
  readonly cause: string;
  /** What it printed in place of an answer, in backquotes. */
  readonly printed: string | undefined;
  /** Further lines on what happened. */
  readonly more: readonly string[];
  /** The end of what it printed for people. */
  readonly output: readonly string[];
}

/** A reason, and what was said last, where anything was. */
export function withLastWords(reason: string, words: string): string {
  const said = words.replace(/^(?:[^\S\n]*\n)+/u, '').trimEnd();
  return said === '' ? reason : `${reason}\n${OUTPUT}\n${said}`;
}

/** The same reason, and something more to say of what happened. */
export function withRemark(reason: string, remark: string): string {
  const [first = '', ...others] = reason.split('\n');
  return [first, remark, ...others].join('\n');
}

/** Reads any text: of one that is not so written the first line is the cause, and the others are more of it. */
export function readReason(reason: string): BrokenReason {
  const [first = '', ...lines] = reason.split(/\r\n|[\r\n]/u);
  const at = lines.indexOf(OUTPUT);
  const told = first.replace(/^step \d+: /u, '');
  const quote = told.indexOf(': `');
  return {
    cause: quote < 0 ? told : told.slice(0, quote),
    printed: quote < 0 ? undefined : told.slice(quote + 2),
    more: at < 0 ? lines : lines.slice(0, at),
    output: at < 0 ? [] : lines.slice(at + 1),
  };
}

/** A place in a file, which is a cause of its own; an exit code; any other number, which one cause may have many of. */
const NUMBERS = / \(at [^()]+\)$|\bcode \d+|\b0x[0-9a-f]+\b|\b\d+\b/giu;

/** The cause in words that traces which broke for the same cause share: `…` stands for numbers. */
export function causeOf(reason: string): string {
  const { cause } = readReason(reason);
  return cause.replace(NUMBERS, (text) => (/^(?:0x|\d)/iu.test(text) ? '…' : text)).slice(0, LONGEST_CAUSE);
}
