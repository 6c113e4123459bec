import { callText, outcomeText } from '../../reports/step-line.ts';
import type { Outcome, Step, Transcript } from '../../schemas/generated/types.ts';
import { expectedOn, listOf } from './expected.ts';
import type { Expected } from './expected.ts';
import { quoted, remark } from './names.ts';
import type { Recording } from './program.ts';
import { isAsked } from './steps.ts';
import type { Scribe } from './steps.ts';
import { wrapped } from './wrapped.ts';

/** Lines are broken here; a tab counts for eight. */
const WIDTH = 98;

/** The steps, one after the other. */
export class Story {
  tests = 0;
  leftOut = 0;
  private readonly seen: Transcript;
  private readonly on: string;
  private readonly shared: Expected;
  private readonly unshared: Expected | undefined;
  private readonly answers: Transcript;
  private readonly scribe: Scribe;

  constructor({ shared, unshared, seen, on }: Recording, scribe: Scribe) {
    this.seen = seen;
    this.on = on;
    this.scribe = scribe;
    this.answers = shared.transcript;
    this.shared = expectedOn(shared);
    this.unshared = unshared === undefined ? undefined : expectedOn(unshared);
  }

  step(step: Step, i: number): string[] {
    const answer = this.answers.entries[i]?.outcome;
    if (!isAsked(step) || answer === undefined || answer.result === 'unsupported') return this.leave(step, i);
    this.tests += 1;
    const { text, keep, address, passes } = this.scribe.request(step, answer);
    const asking = passes === undefined ? `ask(` : `pass(`;
    const words = passes ?? text.split(', ');
    const shared = listOf(this.shared[i], address);
    const unshared = this.unshared === undefined ? shared : listOf(this.unshared[i], address);
    const either = unshared === shared ? 'AS_SHARED' : unshared;
    const call = `${step.process}: ${callText(step)}`;
    return [
      ...this.comment(step, i, this.shared[i]),
      ...broken(`\tseen = ${asking}`, [this.scribe.process(step.process), String(step.cpu ?? 0), ...words], ');'),
      ...(keep === undefined ? [] : [`\t${keep} = number_of(seen);`]),
      ...broken('\tcheck(', [quoted(`${i} ${call}`), 'seen', shared, either], ');'),
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
  const texts = [
    ...new Set(permitted.map((outcome) => (outcome.result === 'done' && outcome.addr !== undefined ? 'done' : outcomeText(outcome)))),
  ];
  const first = texts.slice(0, 8).join(', or ');
  return texts.length > 8 ? `${first}, or ${texts.length - 8} others` : first;
}

function comment(lines: readonly string[]): string[] {
  const whole = `\t/* ${remark(lines.join(' '))} */`;
  if (whole.length + 7 <= WIDTH) return [whole];
  const all = lines.flatMap((line) => wrapped(remark(line)));
  return ['\t/*', ...all.map((line) => `\t * ${line}`), '\t */'];
}

/** A call in as many lines as it takes. */
function broken(before: string, words: readonly string[], after: string): string[] {
  // Under the first argument, as the kernel's style wants it; `before` begins with a tab.
  const column = before.length - 1;
  const indent = '\t'.repeat(1 + Math.floor(column / 8)) + ' '.repeat(column % 8);
  const lines = [before];
  for (const [i, word] of words.entries()) {
    const text = word + (i < words.length - 1 ? ',' : after);
    const last = lines.at(-1) ?? '';
    const gap = i === 0 ? '' : ' ';
    if (last.replaceAll('\t', ' '.repeat(8)).length + gap.length + text.length <= WIDTH || i === 0)
      lines[lines.length - 1] = last + gap + text;
    else lines.push(indent + text);
  }
  return lines;
}
