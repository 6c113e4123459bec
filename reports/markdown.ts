/** Markdown that also reads well as plain text: prose of at most 72 columns, code indented instead of fenced. */
import type { Report, ViolatedRule, Violation } from '../schemas/generated/types.ts';
import { detectionText, deviationLines, guardText } from './assurance.ts';
import { brokenByCause, brokenSteps, lastSigns } from './broken.ts';
import type { BrokenGroup } from './broken.ts';
import { bodyName, countVerdicts, extent, families, many, number, unseenByReason } from './families.ts';
import type { Format } from './format.ts';
import { plain } from './plain.ts';
import { LACK_COLUMNS, lackHeading, lackRows, skippedByReason } from './skipped.ts';
import { stepLines } from './step-line.ts';
import { rowsOf } from './violation.ts';
import { wrap } from './wrap.ts';

const WIDTH = 72;
/** Causes to break, and reasons to skip, that are named. */
const LISTED = 10;
/** Violations written out for each rule. */
const SHOWN = 3;

export const markdown: Format = {
  name: 'markdown',
  extension: 'md',
  title: 'Markdown, for mail and pull requests',
  render(report) {
    const parts = [
      head(report),
      table(report),
      ...violations(report),
      deviations(report),
      ...broken(report),
      skipped(report),
      unseen(report),
    ];
    return `${parts
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n')}\n`;
  },
};

function head(report: Report): string[] {
  const { held, violated, deviated, unseen: blind } = countVerdicts(report.rules);
  const beside = [guardText(report), detectionText(report)].flatMap((text, i) =>
    text === undefined ? [] : [`${['Guard', 'Detection'][i]}: ${text}.`],
  );
  const { traces } = report;
  const part = extent(report);
  const counts = `${many(held, 'rule')} held, ${violated} violated, ${deviated > 0 ? `${deviated} deviated as listed, ` : ''}${blind} unseen, of ${report.rules.length}.`;
  const work = `${many(report.steps, 'step')} in ${many(traces.total, 'trace')}: ${number(traces.complete)} complete, ${number(traces.skipped)} skipped, ${number(traces.broken)} broken.`;
  const seed = report.seed === null ? '' : ` Seed ${report.seed}.`;
  return [
    `# ${escape(plain(report.body.connectedAs, 60))}: ${report.conclusion}`,
    '',
    ...prose(report.sentence),
    '',
    ...(report.reservations ?? []).flatMap((one) => [...prose(one), '']),
    ...prose(
      `${bodyName(report)}; generation ${report.generation}, profile ${report.profile}; ${report.tool.name} ${report.tool.version}.${seed}`,
    ),
    '',
    ...prose(`${counts} ${work}`),
    ...(part === undefined ? [] : ['', ...prose(`Extent: ${part}.`)]),
    ...beside.flatMap((line) => ['', ...prose(line)]),
  ];
}

function table(report: Report): string[] {
  const rows = families(report).map((f) => `| ${cell(f.family).padEnd(12)} | ${pad(f.held)} | ${pad(f.violated)} | ${pad(f.unseen)} |`);
  return ['| Family       |     Held | Violated |   Unseen |', '| ------------ | -------: | -------: | -------: |', ...rows];
}

function pad(n: number): string {
  return String(n).padStart(8);
}

function violations(report: Report): string[][] {
  if (report.violations.length === 0) return [];
  return [['## Violations'], ...report.violations.map((group) => violatedRule(group, report))];
}

function violatedRule(group: ViolatedRule, report: Report): string[] {
  const sentence = report.rules.find((rule) => rule.id === group.rule)?.sentence ?? '';
  const shown = group.first.slice(0, SHOWN);
  const rest = group.traces - shown.length;
  const calls = group.calls.map(({ call, traces }) => `${call} ${number(traces)}`).join(', ');
  return [
    `### ${group.rule}`,
    '',
    ...prose(sentence),
    '',
    ...prose(`${many(group.traces, 'trace')}; at ${calls}.`),
    ...shown.flatMap((one) => ['', ...violation(one)]),
    ...(rest > 0 ? ['', `And ${many(rest, 'more trace')}.`] : []),
  ];
}

function violation(one: Violation): string[] {
  const code = [
    ...stepLines(one.steps, one.before, one.step !== null, WIDTH - 4),
    '',
    ...rowsOf(one).flatMap(([name, value]) => row(name, value)),
  ];
  return [...prose(`${one.trace}: ${one.title}`), '', ...code.map((line) => (line === '' ? '' : `    ${line}`))];
}

/** A command is copied whole, so it is never broken. */
function row(name: string, value: string): string[] {
  const lead = `${name.padEnd(9)} : `;
  return name === 'again' ? [lead + value] : wrap(value, WIDTH - 4, lead);
}

function deviations({ deviations: entries = [] }: Report): string[] {
  if (entries.length === 0) return [];
  const lines = deviationLines(entries);
  return ['## Listed deviations', '', ...list(lines, lines.length)];
}

function broken(report: Report): string[][] {
  if (report.traces.broken === 0) return [];
  const groups = brokenByCause(report);
  const rest = groups.length - LISTED;
  return [['## Broken'], ...groups.slice(0, LISTED).map(brokenGroup), ...(rest > 0 ? [[`And ${many(rest, 'more cause')}.`]] : [])];
}

function brokenGroup({ cause, traces: [first, ...others] }: BrokenGroup): string[] {
  const { printed, blocks } = lastSigns(first.reason, WIDTH - 6);
  const code = [
    ...brokenSteps(first, WIDTH - 4),
    '',
    ...(printed === undefined ? [] : row('printed', printed)),
    ...blocks.flatMap(([name, lines]) => [name, ...lines.map((line) => `  ${line}`)]),
    ...row('again', plain(first.again, 2000)),
  ];
  const also = others.slice(0, SHOWN).map(({ trace, step }) => `${trace} (step ${step})`);
  const more = others.length > SHOWN ? [`${others.length - SHOWN} more`] : [];
  return [
    ...prose(`${many(others.length + 1, 'trace')}: ${cause}.`),
    '',
    ...prose(first.title === undefined ? first.trace : `${first.trace}: ${first.title}`),
    '',
    ...code.map((line) => `    ${line}`.trimEnd()),
    ...(also.length === 0 ? [] : ['', ...prose(`Also in ${[...also, ...more].join(', ')}.`)]),
  ];
}

function skipped(report: Report): string[] {
  if (report.traces.skipped === 0) return [];
  const reasons = [...skippedByReason(report)];
  const lines = reasons
    .slice(0, LISTED)
    .map(([reason, traces]) => `${plain(reason, 300)}: ${many(traces.length, 'trace')}, ${traces[0]} first`);
  const rows = lackRows(report).map(lackLine);
  return [
    '## Skipped',
    ...(rows.length === 0 ? [] : ['', ...prose(lackHeading(report)), '', lackLine(LACK_COLUMNS), LACK_RULE, ...rows]),
    ...(lines.length === 0 ? [] : ['', ...list(lines, reasons.length)]),
  ];
}

const LACK_RULE = `| ${'-'.repeat(24)} | ${'-'.repeat(12)}: | ${'-'.repeat(12)}: |`;

function lackLine([what, alone, among]: readonly [string, string, string]): string {
  return `| ${cell(what).padEnd(24)} | ${alone.padStart(13)} | ${among.padStart(13)} |`;
}

function unseen(report: Report): string[] {
  const lines = [...unseenByReason(report)].map(([reason, rules]) => `${plain(reason)}: ${rules.join(', ')}`);
  return lines.length === 0 ? [] : ['## Unseen', '', ...list(lines, lines.length)];
}

function list(lines: readonly string[], total: number): string[] {
  const rest = total - lines.length;
  return [...lines.flatMap((line) => wrap(escape(line), WIDTH, '- ')), ...(rest > 0 ? [`- and ${number(rest)} more`] : [])];
}

/** Wrapped and escaped; a line that would begin a list or a heading is made plain. */
function prose(text: string): string[] {
  return wrap(escape(plain(text)), WIDTH).map((line) =>
    line.replace(/^([-+=]|\d+(?=[.)]))/u, (mark) => (/^\d/u.test(mark) ? `${mark}\\` : `\\${mark}`)),
  );
}

function escape(text: string): string {
  return text.replace(/[\\`*_[\]<>|#~&!]/gu, (sign) => (sign === '&' ? '&amp;' : `\\${sign}`));
}

function cell(text: string): string {
  return escape(plain(text, 40));
}
