/** JUnit XML: a test suite for each family, a test case for each rule, and one suite for the run itself. */
import type { Report, RuleTally, Violation } from '../schemas/generated/types.ts';
import { reasonsOf, runChecks } from './assurance.ts';
import { brokenByCause, brokenSteps, lastSigns } from './broken.ts';
import type { BrokenGroup } from './broken.ts';
import { families, many } from './families.ts';
import type { FamilyTally } from './families.ts';
import type { Format } from './format.ts';
import { plain } from './plain.ts';
import { stepLines } from './step-line.ts';
import { rowsOf } from './violation.ts';

export const junit: Format = {
  name: 'junit',
  extension: 'xml',
  title: 'JUnit XML, for continuous integration',
  render(report) {
    const suites = [runSuite(report), ...families(report).map((family) => familySuite(family, report))];
    const total = (of: (suite: Suite) => number): number => suites.reduce((sum, suite) => sum + of(suite), 0);
    const counts = `tests="${total((s) => s.cases.length)}" failures="${total((s) => s.failures)}" errors="${total((s) => s.errors)}"`;
    const name = `ptshare ${report.body.connectedAs} ${report.generation} ${report.profile}`;
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites name="${xml(name)}" ${counts}>`,
      ...suites.flatMap(suiteLines),
      '</testsuites>',
      '',
    ].join('\n');
  },
};

interface Suite {
  readonly name: string;
  readonly cases: readonly (readonly string[])[];
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

function suiteLines({ name, cases, failures, errors, skipped }: Suite): string[] {
  const counts = `tests="${cases.length}" failures="${failures}" errors="${errors}" skipped="${skipped}"`;
  return [`  <testsuite name="${xml(name)}" ${counts}>`, ...cases.flat(), '  </testsuite>'];
}

/** What no rule can say: that something was judged, that the run came to its end, that the body lived. */
function runSuite(report: Report): Suite {
  const idle = report.conclusion === 'nothing-judged';
  const died = brokenByCause(report).flatMap((group) => [...brokenGroup(group), '']);
  const cases = [
    testcase('run', 'something was judged', idle ? { tag: 'failure', message: report.sentence, body: [] } : undefined),
    testcase('run', 'the run is complete', report.partial ? { tag: 'failure', message: report.stopped ?? 'partial', body: [] } : undefined),
    testcase(
      'run',
      'the body did not break',
      report.traces.broken > 0 ? { tag: 'error', message: `broke in ${many(report.traces.broken, 'trace')}`, body: died } : undefined,
    ),
  ];
  const more = runChecks(report);
  for (const { title, good, why } of more)
    cases.push(testcase('run', title, good ? undefined : { tag: 'failure', message: why, body: [] }));
  const failed = more.filter(({ good }) => !good).length;
  const { reservations = [] } = report;
  for (const message of reservations) cases.push(testcase('run', UNSEEN, { tag: 'skipped', message, body: [] }));
  return {
    name: 'run',
    cases,
    failures: Number(idle) + Number(report.partial) + failed,
    errors: Number(report.traces.broken > 0),
    skipped: reservations.length,
  };
}

/** A conclusion that leaves something open is no failure, and is not to be overlooked. */
const UNSEEN = 'what the conclusion may be thought to say was seen';

/** The first trace in full, and all others by name. */
function brokenGroup({ cause, traces: [first, ...others] }: BrokenGroup): string[] {
  const { printed, blocks } = lastSigns(first.reason);
  return [
    `${cause} (${many(others.length + 1, 'trace')})`,
    first.title === undefined ? first.trace : `${first.trace}: ${plain(first.title)}`,
    ...brokenSteps(first),
    ...(printed === undefined ? [] : [`printed: ${printed}`]),
    ...blocks.flatMap(([name, lines]) => [`${name}:`, ...lines.map((line) => `  ${line}`)]),
    `again: ${plain(first.again, 2000)}`,
    ...others.map(({ trace, step }) => `also in ${trace} (step ${step})`),
  ];
}

function familySuite(family: FamilyTally, report: Report): Suite {
  const cases = family.rules.map((rule) => testcase(family.family, rule.id, flaw(rule, report)));
  return { name: family.family, cases, failures: family.violated, errors: 0, skipped: family.unseen + family.deviated };
}

interface Flaw {
  readonly tag: 'failure' | 'error' | 'skipped';
  readonly message: string;
  readonly body: readonly string[];
}

function flaw(rule: RuleTally, report: Report): Flaw | undefined {
  if (rule.verdict === 'held') return undefined;
  if (rule.verdict === 'deviated') return { tag: 'skipped', message: `listed deviation: ${reasonsOf(rule.id, report)}`, body: [] };
  if (rule.verdict === 'unseen') return { tag: 'skipped', message: rule.unseen ?? 'unseen', body: [] };
  const group = report.violations.find((one) => one.rule === rule.id);
  const body = (group?.first ?? []).flatMap((one) => [...describe(one), '']);
  const more = group !== undefined && group.more > 0 ? [`and ${many(group.more, 'more trace')}`] : [];
  return { tag: 'failure', message: `${rule.sentence} Violated in ${many(rule.violated, 'trace')}.`, body: [...body, ...more] };
}

function describe(one: Violation): string[] {
  return [
    `${one.trace}: ${plain(one.title)}`,
    ...stepLines(one.steps, one.before, one.step !== null),
    ...rowsOf(one).map(([name, value]) => `${name}: ${value}`),
  ];
}

function testcase(family: string, name: string, wrong: Flaw | undefined): string[] {
  const open = `    <testcase classname="ptshare.${xml(family)}" name="${xml(name)}"`;
  if (wrong === undefined) return [`${open}/>`];
  const head = `      <${wrong.tag} message="${xml(plain(wrong.message))}"`;
  const inner = wrong.body.length === 0 ? [`${head}/>`] : [`${head}>`, ...wrong.body.map(xml), `      </${wrong.tag}>`];
  return [`${open}>`, ...inner, '    </testcase>'];
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Escapes for text and attributes alike; a step line keeps its spaces. */
function xml(text: string): string {
  return text.replace(/[&<>"']/gu, (sign) => ENTITIES[sign] ?? '');
}
