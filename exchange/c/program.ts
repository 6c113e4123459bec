/** EXPORT: a trace as one self-contained C program, in the manner of the kernel's selftests. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Trace, Transcript } from '../../schemas/generated/types.ts';
import { findPackage } from '../../suites/root.ts';
import type { Way } from './expected.ts';
import { namesInMsharefs, probeOf, trialOf, usesFlag, usesHugePages } from './fit.ts';
import { usesRegions } from './region-steps.ts';
import { remark } from './names.ts';
import { begin, constants, globals } from './setup.ts';
import { Scribe } from './steps.ts';
import { Story } from './story.ts';
import { wrapped } from './wrapped.ts';

/** What a program is made of. */
export interface Recording {
  /** As the reference performs it. */
  readonly shared: Way;
  /** As a body performs it that takes the flag and shares nothing; left out where the trace does not use the flag. */
  readonly unshared?: Way;
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

export function programOf(recording: Recording): CProgram {
  const { trace } = recording.shared.transcript;
  const scribe = new Scribe(new Set(namesInMsharefs(trace)));
  const story = new Story(recording, scribe);
  const trial = trialOf(trace);
  const body = trace.steps.flatMap((step, i) => story.step(step, i));
  const parts = [
    header(trace, recording.on),
    part('head'),
    constants(trace, scribe, story.tests),
    part('engine'),
    ...(usesHugePages(trace) ? [part('huge')] : []),
    part(usesRegions(trace) ? 'regions' : 'no-regions'),
    ...(trial === undefined ? [] : [part(trial)]),
    ...(usesFlag(trace) ? [part(probeOf(trace))] : []),
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
