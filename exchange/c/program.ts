/** EXPORT: a trace as one self-contained C program, in the manner of the kernel's selftests. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callText } from '../../reports/step-line.ts';
import { outcomeText } from '../../reports/step-line.ts';
import type { Outcome, Step, Trace, Transcript } from '../../schemas/generated/types.ts';
import { findPackage } from '../../suites/root.ts';
import { expectedOn, listOf } from './expected.ts';
import type { Expected, Way } from './expected.ts';
import { quoted, remark } from './names.ts';
import { processesOf, usesHugePages } from './refuse.ts';
import { Scribe, isAsked, long } from './steps.ts';

/** What a program is made of. */
export interface Recording {
  /** As the reference performs it. */
  readonly shared: Way;
  /** As a body performs it that takes the flag and shares nothing. */
  readonly unshared: Way;
  /** What the comments say was seen, and on which body. */
  readonly seen: Transcript;
  readonly on: string;
}

/** A program, and how many steps it tests or leaves out. */
export interface CProgram {
  readonly text: string;
  readonly tests: number;
  readonly leftOut: number;
}

/** Lines are wrapped here. */
const WIDTH = 98;

export function programOf(recording: Recording): CProgram {
  const { trace } = recording.shared.transcript;
  const scribe = new Scribe();
  const story = new Story(trace, recording, scribe);
  const body = trace.steps.flatMap((step, i) => story.step(step, i));
  const parts = [
    header(trace, recording.on),
    part('head'),
    constants(trace, scribe, story.tests),
    part('engine'),
    ...(usesFlag(trace) ? [part('probe')] : []),
    globals(trace, scribe),
    begin(trace, scribe),
    ['static void story(void)', '{', '\tstruct outcome seen;', '', ...body, '}', ''].join('\n'),
    part('main'),
  ];
  return { text: parts.join('\n'), tests: story.tests, leftOut: story.leftOut };
}

/** Text that is the same in all programs. */
function part(name: string): string {
  return readFileSync(join(findPackage().root, 'exchange', 'c', 'parts', `${name}.c`), 'utf8');
}

function usesFlag(trace: Trace): boolean {
  return trace.steps.some((step) => step.call === 'mmap' && step.flags.includes('MAP_SHARED_PT'));
}

function header({ id, hash = '', title, rules, generation }: Trace, on: string): string {
  const lines = [
    ...wrapped(title),
    '',
    `Made by ptshare ${findPackage().version} from the trace ${id},`,
    ...(hash === '' ? [] : [`${hash},`]),
    `for ${generation}. What is permitted is what the specification says; seen is what`,
    `${on} answered.`,
    ...(rules.length === 0 ? [] : ['', ...wrapped(`Rules: ${rules.join(', ')}`)]),
    '',
    'Compile with: gcc -std=gnu11 -Wall -Wextra -o test test.c',
    'Run with -v to see the answer of each step.',
  ];
  const comment = lines.map((line) => ` * ${remark(line)}`.trimEnd());
  return ['// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0', '/*', ...comment, ' */'].join('\n');
}

function wrapped(text: string): string[] {
  const lines = [''];
  for (const word of text.split(/\s+/u)) {
    const last = lines.at(-1) ?? '';
    if (last === '') lines[lines.length - 1] = word;
    else if (last.length + word.length < 76) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function constants(trace: Trace, scribe: Scribe, tests: number): string {
  const names = [...processesOf(trace).map((name) => [scribe.process(name), name]), ...probes(trace)];
  const cpus = 1 + Math.max(0, ...trace.steps.map((step) => step.cpu ?? 0));
  const regions = Object.entries(trace.regions ?? {}).map(([name, at]) => `#define ${scribe.names.of('ADDR_', name)} ${long(at)}`);
  return [
    `#define TESTS ${tests}`,
    '/* CPUs that the steps name. */',
    `#define CPUS ${cpus}`,
    `#define PAGE_BYTES ${usesHugePages(trace) ? '(2UL << 20)' : '4096UL'}`,
    ...regions,
    '',
    `enum { ${names.map(([name]) => name).join(', ')}, PROCESSES };`,
    `static const char *const process_names[PROCESSES] = { ${names.map(([, name]) => quoted(name ?? '')).join(', ')} };`,
    '',
  ].join('\n');
}

function probes(trace: Trace): string[][] {
  if (!usesFlag(trace)) return [];
  return [
    ['PROBE_A', 'probe A'],
    ['PROBE_B', 'probe B'],
  ];
}

/** Descriptors of the files, and what the steps keep. */
function globals(trace: Trace, scribe: Scribe): string {
  const files = Object.keys(trace.files).map((name) => `static int ${scribe.names.of('file_', name)};`);
  const kept = [...scribe.variables].map(([name, type]) => `static ${type} ${name};`);
  return [...files, ...kept, ''].join('\n');
}

function begin(trace: Trace, scribe: Scribe): string {
  const files = Object.entries(trace.files).map(([name, { size, content }]) => {
    const words = [quoted(name), long(size), String(content === 'page-numbers')];
    return `\t${scribe.names.of('file_', name)} = make_file(${words.join(', ')});`;
  });
  const spawns = trace.processes.map((name) => `\tspawn(${scribe.process(name)});`);
  return [
    'static void begin(void)',
    '{',
    ...(usesHugePages(trace) ? [`\tneed_huge_pages(${hugePages(trace)});`] : []),
    ...(usesFlag(trace) ? ['\tlearn_own_memory();', '\tsharing = shares_tables();'] : []),
    ...files,
    '\tlearn_own_memory();',
    ...spawns,
    '}',
    '',
  ].join('\n');
}

/** As many as the steps may touch, at most. */
function hugePages(trace: Trace): number {
  const filled = Object.values(trace.files).reduce(
    (sum, { size, content }) => sum + (content === 'page-numbers' ? Number(BigInt(size) >> 21n) : 0),
    0,
  );
  return filled + trace.steps.filter((step) => step.call === 'load' || step.call === 'store').length;
}

/** The steps, one after the other. */
class Story {
  tests = 0;
  leftOut = 0;
  private readonly seen: Transcript;
  private readonly on: string;
  private readonly shared: Expected;
  private readonly unshared: Expected | undefined;
  private readonly answers: Transcript;
  private readonly scribe: Scribe;

  constructor(trace: Trace, { shared, unshared, seen, on }: Recording, scribe: Scribe) {
    this.seen = seen;
    this.on = on;
    this.scribe = scribe;
    this.answers = shared.transcript;
    this.shared = expectedOn(shared);
    this.unshared = usesFlag(trace) ? expectedOn(unshared) : undefined;
  }

  step(step: Step, i: number): string[] {
    const answer = this.answers.entries[i]?.outcome;
    if (!isAsked(step) || answer === undefined || answer.result === 'unsupported') return this.leave(step, i);
    this.tests += 1;
    const { text, keep, address } = this.scribe.request(step, answer);
    const shared = listOf(this.shared[i], address);
    const unshared = this.unshared === undefined ? shared : listOf(this.unshared[i], address);
    const call = `${step.process}: ${callText(step)}`;
    return [
      ...this.comment(step, i, this.shared[i]),
      ...broken(`\tseen = ask(`, [this.scribe.process(step.process), String(step.cpu ?? 0), text], ');'),
      ...(keep === undefined ? [] : [`\t${keep} = number_of(seen);`]),
      ...broken('\tcheck(', [quoted(`${i} ${call}`), 'seen', shared, unshared], ');'),
      '',
    ];
  }

  private comment(step: Step, i: number, permitted: readonly Outcome[] | undefined): string[] {
    const expected = permitted === undefined ? 'not said' : summary(permitted);
    const answer = this.seen.entries[i]?.outcome;
    return comment([
      ...(step.note === undefined ? [] : [step.note]),
      `Expected: ${expected}.`,
      `Seen on ${this.on}: ${answer === undefined ? 'nothing' : outcomeText(answer)}.`,
    ]);
  }

  private leave(step: Step, i: number): string[] {
    this.leftOut += 1;
    return [...comment([`Left out: step ${i}, ${callText(step)}. It cannot be seen, or be done, by a program here.`]), ''];
  }
}

function summary(permitted: readonly Outcome[]): string {
  const texts = [...new Set(permitted.map((outcome) => (outcome.result === 'done' && outcome.addr !== undefined ? 'done' : outcomeText(outcome))))];
  const first = texts.slice(0, 8).join(', or ');
  return texts.length > 8 ? `${first}, or ${texts.length - 8} others` : first;
}

function comment(lines: readonly string[]): string[] {
  const all = lines.flatMap((line) => wrapped(remark(line)));
  return ['\t/*', ...all.map((line) => `\t * ${line}`), '\t */'];
}

/** A call on one line, or its arguments on lines of their own. */
function broken(before: string, words: readonly string[], after: string): string[] {
  const whole = before + words.join(', ') + after;
  if (whole.length + 7 <= WIDTH) return [whole];
  return [before, ...words.map((word, i) => `\t\t${word}${i < words.length - 1 ? ',' : after}`)];
}
