/** KTAP version 1 (Documentation/dev-tools/ktap.rst of Linux): a subtest for each family, a result for each rule. */
import type { Report, RuleTally } from '../schemas/generated/types.ts';
import { reasonsOf, runChecks } from './assurance.ts';
import { brokenText } from './broken.ts';
import { bodyName, families, many } from './families.ts';
import type { FamilyTally } from './families.ts';
import type { Format } from './format.ts';
import { plain } from './plain.ts';
import { rowsOf } from './violation.ts';

export const ktap: Format = {
  name: 'ktap',
  extension: 'tap',
  title: 'KTAP, as kernel test runners read it',
  render(report) {
    const groups = families(report);
    const about = `${plain(bodyName(report))}, generation ${report.generation}, profile ${report.profile}`;
    return [
      'KTAP version 1',
      `# ${about}`,
      `# ${plain(report.sentence)}`,
      ...(report.reservations ?? []).map((one) => `# ${plain(one)}`),
      `1..${groups.length + 1}`,
      ...run(report),
      ...groups.flatMap((group, i) => subtest(group, i + 2, report)),
      '',
    ].join('\n');
  },
};

/** The run itself: nothing judged, cut short or broken is no success, whatever the rules say. */
function run(report: Report): string[] {
  const checks: readonly (readonly [string, boolean])[] = [
    ['something-judged', report.conclusion !== 'nothing-judged'],
    ['run-complete', !report.partial],
    ['body-not-broken', report.traces.broken === 0],
    ...runChecks(report).map(({ name, good }) => [name, good] as const),
  ];
  const broken = report.broken.map((one) => `  # ${brokenText(one)}`);
  const whys = runChecks(report).flatMap(({ good, why }) => (good ? [] : [`  # ${plain(why)}`]));
  const lines = checks.map(([name, good], i) => `  ${good ? 'ok' : 'not ok'} ${i + 1} ${name}`);
  const good = checks.every(([, fine]) => fine);
  return ['  KTAP version 1', '  # Subtest: run', `  1..${checks.length}`, ...broken, ...whys, ...lines, `${good ? 'ok' : 'not ok'} 1 run`];
}

function subtest(group: FamilyTally, number: number, report: Report): string[] {
  return [
    '  KTAP version 1',
    `  # Subtest: ${group.family}`,
    `  1..${group.rules.length}`,
    ...group.rules.flatMap((rule, i) => result(rule, i + 1, report).map((line) => `  ${line}`)),
    outcome(group, number),
  ];
}

function outcome({ family, held, violated, deviated, unseen }: FamilyTally, number: number): string {
  if (violated > 0) return `not ok ${number} ${family}`;
  return held + deviated === 0 ? `ok ${number} ${family} # SKIP ${many(unseen, 'rule')} unseen` : `ok ${number} ${family}`;
}

function result(rule: RuleTally, number: number, report: Report): string[] {
  if (rule.verdict === 'held') return [`ok ${number} ${rule.id}`];
  if (rule.verdict === 'deviated') return [`ok ${number} ${rule.id} # XFAIL listed deviation: ${reasonsOf(rule.id, report)}`];
  if (rule.verdict === 'unseen') return [`ok ${number} ${rule.id} # SKIP ${plain(rule.unseen ?? 'unseen')}`];
  return [...diagnostics(rule, report), `not ok ${number} ${rule.id}`];
}

/** The first violation, before the result that it explains. */
function diagnostics(rule: RuleTally, report: Report): string[] {
  const first = report.violations.find((group) => group.rule === rule.id)?.first[0];
  const lines = [`${plain(rule.sentence)} Violated in ${many(rule.violated, 'trace')}.`];
  if (first === undefined) return lines.map((line) => `# ${line}`);
  const at = first.step === null ? 'at the end' : `step ${first.step}`;
  return [...lines, `trace: ${first.trace}, ${at}`, ...rowsOf(first).map(([name, value]) => `${name}: ${value}`)].map(
    (line) => `# ${line}`,
  );
}
