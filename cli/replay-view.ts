/** What `ptshare replay` prints: a heading, each step with what was seen and permitted, the tables, the outcome. */
import type { Judgement } from '../oracle/judgement.ts';
import type { Paint } from '../reports/colour.ts';
import { lastSigns } from '../reports/broken.ts';
import { drawTables } from '../reports/draw-tables.ts';
import { many } from '../reports/families.ts';
import { plain } from '../reports/plain.ts';
import { actor, callText, outcomeText } from '../reports/step-line.ts';
import { wrap } from '../reports/wrap.ts';
import { readReason } from '../schemas/broken-reason.ts';
import { DEFAULT_GEOMETRY } from '../schemas/contract.ts';
import type { Entry, Snapshot, Step, Transcript } from '../schemas/generated/types.ts';
import type { StepFindings } from './per-step.ts';

const WIDTH = 100;

export interface ViewOptions {
  readonly paint: Paint;
  /** Draw the tables after a step that changed what can be seen. */
  readonly tables: boolean;
}

export function opening({ trace, body }: Transcript, connectedAs: string, profile: string, paint: Paint): string {
  const { pageSize, entriesPerTable, levels, cpus } = trace.geometry ?? DEFAULT_GEOMETRY;
  const machine = `${pageSize / 1024} KiB pages, ${entriesPerTable} entries a table, ${levels} levels, ${many(cpus, 'CPU')}`;
  const lines = [
    paint('strong', `${trace.id}: ${plain(trace.title)}`),
    ...field('body', connectedAs === body.name ? body.name : `${connectedAs} (${body.name})`),
    ...field('against', `generation ${trace.generation}, profile ${profile}; ${machine}`),
    ...(trace.rules.length === 0 ? [] : field('about', trace.rules.join(', '))),
  ];
  return `${lines.join('\n')}\n`;
}

export function stepView(transcript: Transcript, step: number, findings: StepFindings, { paint, tables }: ViewOptions): string {
  const call = transcript.trace.steps[step];
  const entry = transcript.entries[step];
  if (call === undefined || entry === undefined) return '';
  const note = call.note === undefined ? [] : field('note', call.note);
  const lines = [
    '',
    ...callLines(call, step, paint),
    ...note,
    ...field('seen', outcomeText(entry.outcome)),
    ...(findings.permitted === undefined ? [] : field('permitted', findings.permitted.join(', or '))),
    ...(findings.held.length === 0 ? [] : field('held', findings.held.join(', '))),
    ...findings.violated.flatMap(({ rule, why = '' }) => field('VIOLATED', `${rule}: ${why}`).map((line) => paint('bad', line))),
    ...(tables ? drawing(transcript, step) : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** The tables, where they are not the same as after the step before. */
function drawing({ trace, entries }: Transcript, step: number): string[] {
  const now = shownBy(entries[step]);
  if (now === undefined || now === shownBy(entries[step - 1])) return [];
  return drawTables(now, trace.geometry ?? DEFAULT_GEOMETRY).map((line) => `     | ${line}`);
}

function shownBy(entry: Entry | undefined): Snapshot | undefined {
  return entry?.snapshot ?? (entry?.outcome.result === 'done' ? entry.outcome.snapshot : undefined);
}

/** The step at which the body broke: the call, and what the body printed last. Empty where it did not. */
export function brokenStep({ trace, entries, status, reason = '' }: Transcript, paint: Paint): string {
  const step = entries.length;
  const call = trace.steps[step];
  if (status !== 'broken' || call === undefined) return '';
  const { printed, blocks } = lastSigns(reason, WIDTH - 7);
  const lines = [
    '',
    ...callLines(call, step, paint),
    ...field('BROKEN', readReason(reason).cause).map((line) => paint('bad', line)),
    ...(printed === undefined ? [] : field('printed', printed)),
    ...blocks.flatMap(([name, lines]) => [`     ${name}`, ...lines.map((line) => `       ${line}`.trimEnd())]),
  ];
  return `${lines.join('\n')}\n`;
}

function callLines(call: Step, step: number, paint: Paint): string[] {
  const who = actor(call);
  return wrap(callText(call), WIDTH, `${String(step).padStart(3)}  ${who}${who === '' ? '' : '  '}`).map((line) => paint('strong', line));
}

/** @param undecided rules that the trace is about, and that it does not decide on this body */
export function ending(transcript: Transcript, judgement: Judgement, undecided: readonly string[], paint: Paint): string {
  const decided = judgement.decided.filter((times) => times > 0).length;
  const rules = [...new Set(judgement.violations.map((verdict) => verdict.rule))];
  const { status, reason = '', entries } = transcript;
  const said = status === 'broken' ? `step ${entries.length}: ${readReason(reason).cause}` : reason;
  const lines = [
    '',
    ...(status === 'complete' ? [] : wrap(plain(said, 1000), WIDTH, `${status}: `).map((line) => paint('bad', line))),
    rules.length > 0
      ? paint('bad', `${many(rules.length, 'rule')} violated: ${rules.join(', ')}.`)
      : paint(decided > 0 ? 'good' : 'unsure', `${many(decided, 'rule')} decided, none violated.`),
    ...(undecided.length === 0 || rules.length > 0 || status !== 'complete'
      ? []
      : wrap(`Not decided, though the trace is about it: ${undecided.join(', ')}.`, WIDTH).map((line) => paint('unsure', line))),
  ];
  return `${lines.join('\n')}\n`;
}

function field(name: string, value: string): string[] {
  return wrap(plain(value), WIDTH, `     ${name.padEnd(11)}`);
}
