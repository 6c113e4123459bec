/** Broken traces by cause: a body that dies mostly dies of one thing. */
import { causeOf, readReason } from '../schemas/broken-reason.ts';
import type { BrokenTrace, Report } from '../schemas/generated/types.ts';
import { plain } from './plain.ts';
import { callText, stepLines } from './step-line.ts';
import { wrap } from './wrap.ts';

export interface BrokenGroup {
  /** What happened, in a line. */
  readonly cause: string;
  readonly traces: readonly [BrokenTrace, ...BrokenTrace[]];
}

/** The listed ones only; the most frequent cause first, then by the id of the first trace. */
export function brokenByCause({ broken }: Report): BrokenGroup[] {
  const groups = new Map<string, [BrokenTrace, ...BrokenTrace[]]>();
  for (const one of broken) {
    const key = one.cause ?? causeOf(one.reason);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return Array.from(groups, ([key, traces]) => ({ cause: causeIn(key, traces), traces })).toSorted(
    (a, b) => b.traces.length - a.traces.length,
  );
}

/** With its numbers, where they are the same in all. */
function causeIn(key: string, traces: readonly BrokenTrace[]): string {
  const [cause = key, ...others] = new Set(traces.map(({ reason }) => readReason(reason).cause));
  return plain(others.length === 0 ? cause : key, 500);
}

/** What else there is to say of a break, safe to show. */
export interface LastSigns {
  /** What the body printed in place of an answer. */
  readonly printed: string | undefined;
  /** Under their names, lines as they were: more of the reason, and what was printed last. What is longer than the width goes on in the next. */
  readonly blocks: readonly (readonly [name: string, lines: readonly string[]])[];
}

/** First and last lines shown of each block. */
const [HEAD, TAIL] = [12, 16];
const LONGEST_LINE = 300;
const LONGEST_INDENT = 24;

export function lastSigns(reason: string, width = LONGEST_LINE): LastSigns {
  const { printed, more, output } = readReason(reason);
  const blocks = [['more', more] as const, ['last output', output] as const].filter(([, lines]) => lines.length > 0);
  return {
    printed: printed === undefined ? undefined : plain(printed, 500),
    blocks: blocks.map(([name, lines]) => [name, shortened(lines).flatMap((line) => printedLine(line, width))] as const),
  };
}

function shortened(lines: readonly string[]): readonly string[] {
  const left = lines.length - HEAD - TAIL;
  return left <= 1 ? lines : [...lines.slice(0, HEAD), `(${left} lines left out)`, ...lines.slice(-TAIL)];
}

function printedLine(line: string, width: number): string[] {
  const [spaces = ''] = /^[ \t]*/u.exec(line) ?? [];
  const indent = spaces.replaceAll('\t', '    ').slice(0, LONGEST_INDENT);
  const safe = plain(line, LONGEST_LINE);
  if (indent.length + safe.length <= width) return [(indent + safe).trimEnd()];
  return wrap(safe, width, indent).map((part) => (part.length > width ? `${part.slice(0, width - 3)}...` : part));
}

/** The last steps, the one that failed marked; nothing where the report does not have them. */
export function brokenSteps({ steps = [], before = 0, step }: BrokenTrace, width?: number): string[] {
  return stepLines(steps, before, before + steps.length === step + 1, width);
}

/** Where and why a trace broke, in a line. */
export function brokenText({ trace, step, steps = [], before = 0, reason }: BrokenTrace): string {
  const failed = steps[step - before];
  return `${trace}, step ${step}${failed === undefined ? '' : `, ${plain(callText(failed), 200)}`}: ${plain(readReason(reason).cause, 500)}`;
}
