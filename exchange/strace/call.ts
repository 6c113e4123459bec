/** One call of a log, taken apart. */
import type { Told } from './lines.ts';
import { badLine } from './lines.ts';

export interface LoggedCall {
  readonly line: number;
  readonly pid: number | undefined;
  readonly name: string;
  readonly args: readonly string[];
  /** `0`, `0x7f…`, `?`; what `-y` adds is taken away. */
  readonly result: string;
  /** Undefined where it succeeded. */
  readonly errno: string | undefined;
}

const OPENING = '([{<';
const CLOSING = ')]}>';

/** @throws InputError bad-strace-line */
export function callOf({ line, pid, text }: Told): LoggedCall {
  const begin = text.indexOf('(');
  const { args, end } = split(text, begin + 1);
  const match = /^ *= +(-?\w+|\?)(.*)$/u.exec(text.slice(end + 1));
  if (end < 0 || match === null) throw badLine(line, text);
  const [, result = '', rest = ''] = match;
  const errno = /^ (E[A-Z0-9]+)/u.exec(rest)?.[1];
  return { line, pid, name: text.slice(0, begin), args, result, errno: result === '-1' || result === '?' ? errno : undefined };
}

/** Arguments at the outermost level, and where the parenthesis closes; -1 where it does not. */
function split(text: string, begin: number): { args: string[]; end: number } {
  const args: string[] = [];
  let [from, depth] = [begin, 0];
  for (let i = begin; i < text.length; i++) {
    const character = text[i] ?? '';
    if (character === '"') i = afterString(text, i);
    else if (text.startsWith('/*', i)) i = after(text, '*/', i);
    // What -y adds is a path, with any characters.
    else if (character === '<' && /[\dD]/u.test(text[i - 1] ?? '') && text[i + 1] !== '<') i = afterPath(text, i);
    else if (character === ')' && depth === 0) return { args: [...args, ...last(text.slice(from, i))], end: i };
    else if (character === ',' && depth === 0) {
      args.push(text.slice(from, i).trim());
      from = i + 1;
    } else if (character === '<' || character === '>') continue;
    else depth += nesting(character);
  }
  return { args, end: -1 };
}

function nesting(character: string): number {
  if (OPENING.includes(character)) return 1;
  return CLOSING.includes(character) ? -1 : 0;
}

function last(text: string): string[] {
  return text.trim() === '' ? [] : [text.trim()];
}

function afterString(text: string, begin: number): number {
  let i = begin + 1;
  while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
  return i;
}

function after(text: string, what: string, begin: number): number {
  const found = text.indexOf(what, begin + 2);
  return found < 0 ? text.length : found + what.length - 1;
}

function afterPath(text: string, begin: number): number {
  const end = /^<.*?>(?=[,)\] }]|$)/u.exec(text.slice(begin));
  return begin + (end?.[0].length ?? 1) - 1;
}

/** A descriptor as an argument: its number, and its path where `-y` was given. */
export function descriptorOf(arg = ''): { fd: number; path: string | undefined } {
  const match = /^(-?\d+)(?:<(.*)>(?:\(deleted\))?)?$/u.exec(arg);
  return { fd: match === null ? -1 : Number(match[1]), path: match?.[2] };
}

/** A path in quotes, with the escapes that strace writes undone; undefined where it is cut, or is no path. */
export function pathOf(arg = ''): string | undefined {
  const match = /^"(.*)"$/u.exec(arg);
  return match?.[1]?.replaceAll(/\\(.)/gu, '$1');
}

/** A number in any of its forms, exact. */
export function numberOf(arg = ''): bigint | undefined {
  if (arg === 'NULL') return 0n;
  return /^(?:0x[0-9a-f]{1,16}|\d{1,20})$/u.test(arg) ? BigInt(arg) : undefined;
}

/** `PROT_READ|PROT_WRITE`. */
export function flagsOf(arg = ''): string[] {
  return arg.split('|').filter((flag) => flag !== '0' && flag !== '');
}
