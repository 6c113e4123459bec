/** Readers of option values. What they throw, commander shows with the name of the option. */
import { availableParallelism } from 'node:os';
import { InvalidArgumentError } from 'commander';
import { LANGUAGES } from './languages.ts';
import type { LanguageName } from './languages.ts';
import { formats, isFormatName } from '../reports/index.ts';
import type { FormatName } from '../reports/index.ts';
import type { Shards } from '../schemas/generated/types.ts';

/** A whole number of at least `least`. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/u.test(text) && Number.isSafeInteger(number) && number >= least) return number;
    throw new InvalidArgumentError(`Give a whole number of at least ${least}.`);
  };
}

/** `2/5`. */
export function shard(text: string): Shards {
  const match = /^(\d{1,6})\/(\d{1,6})$/u.exec(text);
  const [index, count] = [Number(match?.[1]), Number(match?.[2])];
  if (index >= 1 && index <= count && count <= 100_000) return { count, indexes: [index] };
  throw new InvalidArgumentError('Give i/n with i from 1 to n, for example 2/5.');
}

/** As many threads of one run are at most sensible. */
const MOST_JOBS = 256;

/** `4`, or `auto` for as many as the machine runs at once. */
export function jobs(text: string): number {
  const number = text === 'auto' ? availableParallelism() : wholeNumber(1)(text);
  if (number <= MOST_JOBS) return number;
  throw new InvalidArgumentError(`Give at most ${MOST_JOBS}.`);
}

/** What `--profile` takes, in every command that judges. */
export const PROFILE_OPTION = [
  '--profile <name>',
  'which readings of open questions are permitted: a profile, then your own choices, as in strict,q-dontneed=keep',
  'default',
] as const;

/** The name of a body; an option in its place means that the name is missing. */
export function body(text: string): string {
  if (!text.startsWith('-')) return text;
  throw new InvalidArgumentError('Give the name of a body; `ptshare list bodies` shows them.');
}

/** Adds to what earlier uses of the option gave. */
export function collect(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}

/** Names with commas between them. */
export function list(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.every((name) => name !== '')) return names;
  throw new InvalidArgumentError('Give names with commas between them.');
}

export const GOALS = ['rules', 'errnos', 'transitions'] as const;
export type Goal = (typeof GOALS)[number];

/** `rules,errnos`. */
export function goal(text: string): Goal[] {
  return list(text).map((name) => {
    const found = GOALS.find((known) => known === name);
    if (found === undefined) throw new InvalidArgumentError(`Goals are ${GOALS.join(', ')}.`);
    return found;
  });
}

/** `text,junit`. */
export function formatList(text: string, before: readonly FormatName[] = []): FormatName[] {
  const names = text.split(',').map((name) => name.trim());
  return [...new Set([...before, ...names.map(formatName)])];
}

export function formatName(name: string): FormatName {
  if (isFormatName(name)) return name;
  throw new InvalidArgumentError(`Formats are ${Object.keys(formats).join(', ')}.`);
}

export function language(text: string): LanguageName {
  const found = LANGUAGES.find((name) => name === text);
  if (found !== undefined) return found;
  throw new InvalidArgumentError(`Languages are ${LANGUAGES.join(', ')}.`);
}

export function look(text: string): 'every-step' | 'never' {
  if (text === 'every-step' || text === 'never') return text;
  throw new InvalidArgumentError('Give every-step or never.');
}
