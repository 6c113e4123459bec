/** The lines of a log of strace: who, and what; unfinished calls put together with their ends. */
import { InputError } from '../../schemas/input-error.ts';

/** A call as the log tells it, from its name to its result. */
export interface Told {
  /** Of the line where it begins, from 1. */
  readonly line: number;
  /** Undefined in lines without one: there is only one process then. */
  readonly pid: number | undefined;
  readonly text: string;
}

/** What else a log says of a process. */
export interface Ending {
  readonly line: number;
  readonly pid: number | undefined;
  readonly ended: true;
}

/** Calls in the order in which they take effect, and what could not be put together. */
export interface Log {
  readonly entries: readonly (Told | Ending)[];
  /** Calls without an end, and ends without a beginning. */
  readonly halves: number;
}

const MOST_LINES = 2_000_000;
/** Characters of a line; strace cuts strings itself. */
const MOST_CHARACTERS = 64 * 1024;

/** `[pid 12]`, `12`, or nothing; then the time in one of its forms, and the address of the instruction. */
const HEAD = /^(?:\[pid +(\d+)\] |(\d+) +)?(?:(?:\d\d:\d\d:\d\d(?:\.\d+)?|\d+\.\d{6})[+]? +|\[ ?[0-9a-f?]{8,16}\] +)*/u;
const UNFINISHED = '<unfinished ...>';
const CALL = /^[\w?]+\(/u;
const RESUMED = /^<\.\.\. ([\w?]+) resumed>(.*)$/u;
/** What strace itself says. */
const REMARK = /^(?:--- .* ---$|strace: )/u;
/** strace says it in the middle of a line, where both go to standard error. */
const ATTACHED = /^(.*)strace: Process \d+ attached\s*$/u;
const ENDED = /^\+\+\+ (?:exited with|killed by) .*\+\+\+$/u;
const SUPERSEDED = /^\+\+\+ superseded by execve/u;

/** Calls whose effect is at their beginning: what they give up may be taken by another before they return. */
const EARLY = /^(?:munmap|close|exit|exit_group|clone|clone3|fork|vfork|execve)\(/u;

/** @throws InputError bad-strace-line, too-large */
export function readLog(text: string): Log {
  const lines = text.split('\n');
  if (lines.length > MOST_LINES) throw tooLarge(`${lines.length} lines`, `at most ${MOST_LINES} lines are read`);
  const reader = new Reader(lines.length);
  for (const [i, line] of lines.entries()) reader.read(i + 1, line);
  return reader.log();
}

class Reader {
  private readonly last: number;
  private readonly entries: (Told | Ending | undefined)[] = [];
  private readonly open = new Map<string, Begun>();
  private halves = 0;
  /** The beginning of a line that strace broke. */
  private carried = '';

  constructor(last: number) {
    this.last = last;
  }

  read(line: number, raw: string): void {
    if (raw.length > MOST_CHARACTERS) throw tooLarge(`line ${line} has ${raw.length} characters`, 'give strace a smaller -s');
    const attached = ATTACHED.exec(raw);
    if (attached !== null) {
      this.carried = (this.carried + (attached[1] ?? '')).slice(0, MOST_CHARACTERS);
      return;
    }
    const whole = (this.carried + raw).trim();
    this.carried = '';
    const head = HEAD.exec(whole);
    const rest = whole.slice(head?.[0].length ?? 0);
    if (rest === '' || REMARK.test(rest) || SUPERSEDED.test(rest)) return;
    if (!this.take(line, pidOf(head?.[1] ?? head?.[2]), rest)) this.refuse(line, whole);
  }

  log(): Log {
    // Calls that never return, as the last one of a process that is killed in it.
    return { entries: this.entries.filter((entry) => entry !== undefined), halves: this.halves + this.open.size };
  }

  /** False where it is no line of strace. */
  private take(line: number, pid: number | undefined, text: string): boolean {
    const { entries } = this;
    const resumed = RESUMED.exec(text);
    const begun = text.endsWith(UNFINISHED) ? text.slice(0, -UNFINISHED.length).trimEnd().replace(/,$/u, '') : undefined;
    if (ENDED.test(text)) entries.push({ line, pid, ended: true });
    else if (resumed !== null) this.halves += resume(entries, this.open, pid, resumed[1] ?? '', resumed[2] ?? '') ? 0 : 1;
    else if (!CALL.test(text)) return false;
    else if (begun === undefined) entries.push({ line, pid, text });
    else this.open.set(String(pid), { line, pid, text: begun, place: entries.push(undefined) - 1 });
    return true;
  }

  /** The last line of a log may be cut. */
  private refuse(line: number, text: string): void {
    if (line < this.last) throw badLine(line, text);
    this.halves += 1;
  }
}

interface Begun {
  readonly line: number;
  readonly pid: number | undefined;
  readonly text: string;
  /** Where it stands among the entries. */
  readonly place: number;
}

/** Puts a call together with its end; false where the log has no beginning of it. */
function resume(
  entries: (Told | Ending | undefined)[],
  open: Map<string, Begun>,
  pid: number | undefined,
  name: string,
  end: string,
): boolean {
  const found = beginning(open, String(pid), `${name}(`);
  if (found === undefined) return false;
  const [key, begun] = found;
  open.delete(key);
  const told = { line: begun.line, pid: begun.pid ?? pid, text: joined(begun.text, end) };
  if (EARLY.test(begun.text)) entries[begun.place] = told;
  else entries.push(told);
  return true;
}

/** strace writes no id while there is one process: a call may begin with an id and end without, or the other way round. */
function beginning(open: ReadonlyMap<string, Begun>, key: string, call: string): [string, Begun] | undefined {
  const keys = key === NOBODY ? [NOBODY, ...open.keys()] : [key, NOBODY];
  for (const one of keys) {
    const begun = open.get(one);
    if (begun?.text.startsWith(call) === true) return [one, begun];
  }
  return undefined;
}

const NOBODY = String(undefined);

/** `mmap(NULL, 4096` and `, PROT_READ) = 0x7f…`, or `close(4` and `) = 0`. */
function joined(begin: string, end: string): string {
  const rest = end.trimStart();
  const comma = rest.startsWith(')') || rest.startsWith(',') || begin.endsWith('(') ? '' : ', ';
  return begin + comma + rest;
}

function pidOf(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}

function tooLarge(what: string, hint: string): InputError {
  return new InputError('too-large', `the log is too large: ${what}`, { hint });
}

export function badLine(line: number, text: string): InputError {
  const shown = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return new InputError('bad-strace-line', `line ${line} is no line of strace: ${shown}`, {
    hint: 'give the log as `strace -f -o log <program>` writes it, with or without -t, -tt, -ttt, -y and -T',
  });
}
