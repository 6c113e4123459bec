/** From bytes to a JSON value: sizes and nesting are bounded before anything is built. */
import { readFileSync, statSync } from 'node:fs';
import { InputError } from './input-error.ts';
import { syntaxFault } from './syntax.ts';

/** Bytes that a trace may have. */
export const TRACE_BYTES = 16 * 1024 * 1024;
/** Levels of lists and objects inside one another that any text may have. */
export const NESTING = 64;

export interface ParseLimits {
  /** Largest size in bytes (of a string: UTF-16 units); TRACE_BYTES where left out. */
  readonly bytes?: number;
}

/**
 * Reads JSON text. `file` is its name in errors.
 * Throws InputError: too-large, bad-encoding, nested-too-deep, bad-json.
 */
export function parseJson(text: string | Uint8Array, file = '', limits: ParseLimits = {}): unknown {
  refuseSize(text.length, limits.bytes ?? TRACE_BYTES, file);
  const content = typeof text === 'string' ? text : decode(text, file);
  return content.length <= SHORT ? parseShort(content, file) : parseLong(content, file);
}

/** Brackets that may be built before they are counted: they are few. UTF-16 units. */
const SHORT = 64 * 1024;

/** Looks for deep nesting in the value, which is quicker than to look for it in the text. */
function parseShort(text: string, file: string): unknown {
  const value = parseUnmeasured(text);
  return value !== undefined && isWithin(value, NESTING) ? value : parseLong(text, file);
}

/**
 * The value of a short text, whose nesting nobody has looked at: for those who take nothing that they have not looked at
 * themselves. Undefined where it is no JSON, or too long: parseJson then says which.
 */
export function parseUnmeasured(text: string | Uint8Array): unknown {
  if (text.length > SHORT) return undefined;
  try {
    return JSON.parse(typeof text === 'string' ? text : UTF8.decode(text));
  } catch {
    return undefined;
  }
}

function parseLong(text: string, file: string): unknown {
  refuseNesting(text, file);
  try {
    return JSON.parse(text);
  } catch {
    throw syntaxError(text, file);
  }
}

/** Is the value nested at most so deep? */
function isWithin(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  return Array.isArray(value) ? isListWithin(value, levels - 1) : isTableWithin(value, levels - 1);
}

/** The members of a list are mostly of one kind, and text and numbers need no call. */
function isListWithin(list: readonly unknown[], levels: number): boolean {
  for (let i = 0; i < list.length; i++) {
    const item = list[i];
    if (typeof item === 'object' && !isWithin(item, levels)) return false;
  }
  return true;
}

function isTableWithin(table: object, levels: number): boolean {
  for (const name in table) {
    const item: unknown = (table as Readonly<Record<string, unknown>>)[name];
    if (typeof item === 'object' && !isWithin(item, levels)) return false;
  }
  return true;
}

/** Reads a JSON file; its size is looked up before it is read. Throws InputError: no-such-file, unreadable, and those of parseJson. */
export function readJson(path: string, limits: ParseLimits = {}): unknown {
  return parseJson(readBounded(path, limits.bytes ?? TRACE_BYTES), path, limits);
}

/** The bytes of a file that has at most so many. Throws InputError: no-such-file, unreadable, too-large. */
export function readBounded(path: string, bytes: number): Uint8Array {
  try {
    const found = statSync(path);
    if (!found.isFile()) throw new InputError('unreadable', `${path} is not a file`, { file: path, hint: 'name a JSON file' });
    refuseSize(found.size, bytes, path);
    return readFileSync(path);
  } catch (error) {
    throw error instanceof InputError ? error : unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): InputError {
  const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  if (missing) return new InputError('no-such-file', `there is no file ${path}`, { file: path, hint: 'check the path' });
  return new InputError('unreadable', `${path} cannot be read: ${String(error)}`, { file: path, hint: 'check its permissions' });
}

function refuseSize(size: number, most: number, file: string): void {
  if (size <= most) return;
  const hint = `the limit is ${most} bytes: split it, or take fewer steps`;
  throw new InputError('too-large', `${size} bytes are too many`, { file, hint });
}

/** To make one takes longer than to decode a trace. */
const UTF8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Uint8Array, file: string): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw new InputError('bad-encoding', 'the text is not UTF-8', { file, hint: 'save it as UTF-8' });
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** The offset of the quote that ends the string begun at `start`, or the end of the text. */
function stringEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) return at;
    at += char === BACKSLASH ? 2 : 1;
  }
  return at;
}

/** Scans without recursion and ends at the first bracket too many, so that a flood of brackets costs nothing. */
function refuseNesting(text: string, file: string): void {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) at = stringEnd(text, at);
    // [ is 0x5b and ] is 0x5d; { and } are 0x20 above them.
    else if ((char | 0x20) === 0x7b) depth += 1;
    else if ((char | 0x20) === 0x7d) depth -= 1;
    if (depth > NESTING) throw tooDeep(text, at, file);
  }
}

function tooDeep(text: string, at: number, file: string): InputError {
  const hint = `no ptshare document nests deeper than ${NESTING}`;
  return new InputError('nested-too-deep', `nested too deep at ${lineAndColumn(text, at)}`, { file, hint });
}

function syntaxError(text: string, file: string): InputError {
  const fault = syntaxFault(text) ?? { offset: 0, message: 'a text that JSON does not allow' };
  const place = lineAndColumn(text, fault.offset);
  return new InputError('bad-json', `not JSON: ${fault.message} at ${place}`, { file, hint: `look at ${place}` });
}

/** `line 3, column 7`, both from 1. */
export function lineAndColumn(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return `line ${line}, column ${offset - before.lastIndexOf('\n')}`;
}
