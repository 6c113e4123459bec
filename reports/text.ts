/** The report for a terminal: at most 100 columns; the first screen answers what, how far and how sure. */
import type { Report, ViolatedRule, Violation } from '../schemas/generated/types.ts';
import { painter } from './colour.ts';
import type { Paint, Tone } from './colour.ts';
import { detectionText, deviationLines, guardText } from './assurance.ts';
import { brokenByCause, brokenSteps, lastSigns } from './broken.ts';
import type { BrokenGroup } from './broken.ts';
import { bodyName, countVerdicts, extent, families, machines, many, number, unseenByReason } from './families.ts';
import type { Format } from './format.ts';
import { plain } from './plain.ts';
import { LACK_COLUMNS, lackHeading, lackRows, skippedByReason } from './skipped.ts';
import { stepLines } from './step-line.ts';
import { rowsOf } from './violation.ts';
import { wrap } from './wrap.ts';

const WIDTH = 100;
/** Further traces named for a rule after the first, which is shown in full. */
const ALSO = 4;
/** Reasons named for skipped and for broken traces. */
const REASONS = 8;
/** Causes for which a broken trace is shown in full. */
const IN_FULL = 3;

const HEADLINES: Readonly<Record<Report['conclusion'], readonly [Tone, string]>> = {
  conforming: ['good', 'CONFORMS'],
  violations: ['bad', 'DOES NOT CONFORM'],
  'not-implemented': ['unsure', 'NOT IMPLEMENTED'],
  broken: ['bad', 'BROKEN'],
  'nothing-judged': ['bad', 'NOTHING WAS JUDGED'],
  'listed-deviations': ['unsure', 'CONFORMS, BUT FOR LISTED DEVIATIONS'],
  'outdated-deviations': ['bad', 'THE LIST OF DEVIATIONS IS OUT OF DATE'],
  'guard-failed': ['bad', 'WRONG BODIES PASSED'],
};

export const text: Format = {
  name: 'text',
  extension: 'txt',
  title: 'for a terminal',
  render(report, { colour = false }) {
    const paint = painter(colour);
    const parts = [
      head(report, paint),
      table(report, paint),
      violations(report, paint),
      deviations(report, paint),
      broken(report, paint),
      skipped(report, paint),
      unseen(report, paint),
    ];
    return `${parts
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n')}\n`;
  },
};

function head(report: Report, paint: Paint): string[] {
  const [tone, word] = HEADLINES[report.conclusion];
  const { held, violated, deviated, unseen: blind } = countVerdicts(report.rules);
  const [guard, detection] = [guardText(report), detectionText(report)];
  const { traces } = report;
  const part = extent(report);
  return [
    ...field('Body', plain(bodyName(report))),
    ...field('Against', `generation ${report.generation}, profile ${report.profile}`),
    '',
    paint(tone, `${word}${report.partial ? ' (PARTIAL RUN)' : ''}`),
    ...wrap(plain(report.sentence), WIDTH),
    ...(report.reservations ?? []).flatMap((one) => wrap(plain(one), WIDTH).map((line) => paint('unsure', line))),
    '',
    ...field(
      'Rules',
      `${held} held, ${violated} violated, ${deviated > 0 ? `${deviated} deviated as listed, ` : ''}${blind} unseen, of ${report.rules.length}`,
    ),
    ...field(
      'Traces',
      `${number(traces.complete)} complete, ${number(traces.skipped)} skipped, ${number(traces.broken)} broken, of ${number(traces.total)}`,
    ),
    ...field('Steps', number(report.steps)),
    ...(part === undefined ? [] : field('Extent', plain(part))),
    ...(report.seed === null ? [] : field('Seed', String(report.seed))),
    ...machines(report).flatMap((machine, i) => field(i === 0 ? 'Machines' : '', machine)),
    ...(guard === undefined ? [] : field('Guard', plain(guard))),
    ...(detection === undefined ? [] : field('Detection', detection)),
    ...field('Tool', `${report.tool.name} ${report.tool.version}, rules ${short(report.rulesHash)}, suite ${short(report.suiteHash)}`),
  ];
}

function field(name: string, value: string): string[] {
  return wrap(value, WIDTH, name.padEnd(10));
}

function short(hash: string): string {
  return hash.replace('sha256:', '').slice(0, 12);
}

function table(report: Report, paint: Paint): string[] {
  const row = (name: string, ...cells: (string | number)[]): string =>
    name.padEnd(14) + cells.map((cell) => String(cell).padStart(10)).join('');
  const all = families(report);
  const some = all.some(({ deviated }) => deviated > 0);
  return [
    paint('strong', row('Family', 'held', 'violated', ...(some ? ['deviated'] : []), 'unseen')),
    ...all.map((f) => paintRow(row(f.family, f.held, f.violated, ...(some ? [f.deviated] : []), f.unseen), f.violated, paint)),
  ];
}

function paintRow(row: string, violated: number, paint: Paint): string {
  return violated > 0 ? paint('bad', row) : row;
}

function violations(report: Report, paint: Paint): string[] {
  if (report.violations.length === 0) return [];
  const groups = report.violations.map((group) => violatedRule(group, report, paint));
  return [paint('strong', 'Violations'), ...groups.flatMap((lines) => ['', ...lines])];
}

function violatedRule(group: ViolatedRule, report: Report, paint: Paint): string[] {
  const [first, ...others] = group.first;
  const sentence = report.rules.find((rule) => rule.id === group.rule)?.sentence ?? '';
  const calls = group.calls.map(({ call, traces }) => `${call} ${number(traces)}`).join(', ');
  return [
    `${paint('bad', group.rule)} (${many(group.traces, 'trace')}; at ${calls})`,
    ...wrap(plain(sentence), WIDTH, '  '),
    ...(first === undefined ? [] : ['', ...violation(first, paint)]),
    ...also(others, group),
  ];
}

function violation(one: Violation, paint: Paint): string[] {
  return [
    ...wrap(`${one.trace}: ${plain(one.title)}`, WIDTH, '  '),
    ...stepLines(one.steps, one.before, one.step !== null, WIDTH - 4).map((line) => `    ${line}`),
    ...rowsOf(one).flatMap(([name, value]) => row(name, value, paint)),
  ];
}

/** A command is copied whole, so it is never broken. */
function row(name: string, value: string, paint: Paint): string[] {
  const lead = `    ${name.padEnd(11)}`;
  return name === 'again' ? [lead + paint('faint', value)] : wrap(value, WIDTH, lead);
}

function also(others: readonly Violation[], group: ViolatedRule): string[] {
  const named = others.slice(0, ALSO).map((one) => `${one.trace}${one.step === null ? '' : ` (step ${one.step})`}`);
  const rest = group.traces - 1 - named.length;
  if (named.length === 0 && rest <= 0) return [];
  const more = rest > 0 ? [`${number(rest)} more`] : [];
  return wrap([...named, ...more].join(', '), WIDTH, '  also in ');
}

function deviations({ deviations: list = [] }: Report, paint: Paint): string[] {
  if (list.length === 0) return [];
  return [paint('strong', 'Listed deviations'), ...deviationLines(list).flatMap((line) => wrap(line, WIDTH, '  '))];
}

function broken(report: Report, paint: Paint): string[] {
  if (report.traces.broken === 0) return [];
  const groups = brokenByCause(report);
  return [
    paint('strong', 'Broken'),
    ...groups.slice(0, REASONS).flatMap((group, i) => ['', ...brokenGroup(group, i < IN_FULL, paint)]),
    ...rest(groups.length - REASONS, 'more reason'),
    ...rest(report.traces.broken - report.broken.length, 'more trace'),
  ];
}

/** The first trace of a cause is shown with its last steps, and with what the body printed. */
function brokenGroup({ cause, traces: [first, ...others] }: BrokenGroup, inFull: boolean, paint: Paint): string[] {
  const { printed, blocks } = lastSigns(first.reason, WIDTH - 6);
  const names = others.map((one) => `${one.trace} (step ${one.step})`);
  return [
    ...wrap(`${cause} (${many(others.length + 1, 'trace')})`, WIDTH).map((line) => paint('bad', line)),
    ...wrap(`${first.trace}${first.title === undefined ? '' : `: ${plain(first.title)}`}`, WIDTH, '  '),
    ...brokenSteps(first, WIDTH - 4).map((line) => `    ${line}`),
    ...(printed === undefined ? [] : row('printed', printed, paint)),
    ...(inFull ? blocks : []).flatMap(([name, lines]) => [`    ${name}`, ...lines.map((line) => `      ${line}`.trimEnd())]),
    ...row('again', plain(first.again, 2000), paint),
    ...(names.length === 0 ? [] : wrap(listed(names), WIDTH, '  also in ')),
  ];
}

function skipped(report: Report, paint: Paint): string[] {
  if (report.traces.skipped === 0) return [];
  const groups = [...skippedByReason(report)];
  const rows = lackRows(report);
  return [
    paint('strong', 'Skipped'),
    ...(rows.length === 0 ? [] : [...wrap(lackHeading(report), WIDTH, '  '), ...[LACK_COLUMNS, ...rows].map(lackLine)]),
    ...groups.slice(0, REASONS).flatMap(([reason, traces]) => wrap(`${plain(reason, 300)}: ${listed(traces)}`, WIDTH, '  ')),
    ...rest(groups.length - REASONS, 'more reason'),
  ];
}

function lackLine([what, alone, among]: readonly [string, string, string]): string {
  return `    ${plain(what, 40).padEnd(24)}${alone.padStart(10)}${among.padStart(15)}`;
}

function rest(n: number, noun: string): string[] {
  return n > 0 ? [`  and ${many(n, noun)}`] : [];
}

/** The first names of a list and the count of the rest. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${number(names.length - 5)} more` : shown;
}

function unseen(report: Report, paint: Paint): string[] {
  const reasons = [...unseenByReason(report)];
  if (reasons.length === 0) return [];
  return [
    paint('strong', 'Unseen rules (neither held nor violated)'),
    ...reasons.flatMap(([reason, rules]) => wrap(`${plain(reason)}: ${rules.join(', ')}`, WIDTH, '  ')),
  ];
}
