/** The sections as text. */
import type { Bar, Row, Section, Skipped } from './section.ts';

const count = (value: number | undefined): string => value?.toLocaleString('en-US') ?? '';

function rate(amount: number | undefined, seconds: number): string {
  if (amount === undefined) return '';
  const perSecond = amount / seconds;
  return perSecond >= 1e6 ? `${(perSecond / 1e6).toFixed(2)} M` : `${(perSecond / 1e3).toFixed(0)} k`;
}

const COLUMNS: readonly { readonly head: string; readonly cell: (row: Row) => string }[] = [
  { head: 'workload', cell: ({ workload }) => workload },
  { head: 'tool', cell: ({ tool }) => tool },
  { head: 'states', cell: ({ states }) => count(states) },
  { head: 'transitions', cell: ({ transitions }) => count(transitions) },
  { head: 'clock s', cell: ({ seconds }) => seconds.toFixed(3) },
  { head: 'CPU s', cell: ({ cpuSeconds }) => cpuSeconds.toFixed(3) },
  { head: 'states/CPU s', cell: ({ states, cpuSeconds }) => rate(states, cpuSeconds) },
  { head: 'trans/CPU s', cell: ({ transitions, cpuSeconds }) => rate(transitions, cpuSeconds) },
  { head: 'B/state', cell: ({ bytesPerState }) => bytesPerState?.toFixed(1) ?? '' },
  { head: 'peak MB', cell: ({ peakMegabytes }) => peakMegabytes?.toFixed(0) ?? '' },
  { head: 'options', cell: ({ options, note }) => [options, note].filter(Boolean).join('; ') },
];
/** The first ones are words, and the last. */
const WORDS = new Set(['workload', 'tool', 'options']);

function table(rows: readonly Row[]): string[] {
  const cells = [COLUMNS.map(({ head }) => head), ...rows.map((row) => COLUMNS.map(({ cell }) => cell(row)))];
  const widths = COLUMNS.map((_, c) => Math.max(...cells.map((line) => line[c]!.length)));
  const pad = (text: string, c: number): string => (WORDS.has(COLUMNS[c]!.head) ? text.padEnd(widths[c]!) : text.padStart(widths[c]!));
  return cells.map((line) => line.map(pad).join('  ').trimEnd());
}

function barLine({ what, asked, measured }: Bar): string {
  return `  ${measured.toFixed(2)} times, asked ${asked}  ${measured >= asked ? 'reached' : 'MISSED '}  ${what}`;
}

const skippedLine = ({ what, reason, hint }: Skipped): string => `  skipped: ${what}: ${reason} (${hint})`;

export function showSection({ title, rows, bars, skipped }: Section): string {
  const wrong = rows.filter((row) => row.wrong !== undefined).map((row) => `  WRONG: ${row.tool} on ${row.workload}: ${row.wrong}`);
  return ['', title, ...table(rows), ...bars.map(barLine), ...skipped.map(skippedLine), ...wrong].join('\n');
}
