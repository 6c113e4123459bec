/** The simulator in C conforms, and each of its bugs is named by the rule that its README says. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder } from '../cli/shell.ts';
import { NOT_SAID, example, here, judged, otherSkips, withVerdict } from './judged.ts';

const SOURCES = readdirSync(example('c-sharing'))
  .filter((name) => name.endsWith('.c'))
  .map((name) => example(`c-sharing/${name}`));

const README = readFileSync(example('c-sharing/README.md'), 'utf8');

/** The rows of the table of bugs: macro, theme, rule. */
const BUGS = [...README.matchAll(/^\| `(BUG_\w+)` +\|.*\| `([a-z-]+)` +\| `([a-z-]+)` +\|$/gmu)].map(
  ([, macro = '', theme = '', rule = '']) => ({ macro, theme, rule }),
);

/** The path of the program, built with all that gcc has to say of it as an error. */
function built(...options: readonly string[]): string {
  const program = join(folder(), 'c-sharing');
  execFileSync('gcc', ['-std=c11', '-Wall', '-Wextra', '-Wpedantic', '-Werror', ...options, '-o', program, ...SOURCES]);
  return program;
}

const WITHOUT = 'no gcc here';

describe('the simulator in C', () => {
  it('conforms by all stories, with every rule decided that the protocol can decide', async ({ skip }) => {
    skip(!here('gcc'), WITHOUT);
    const program = built('-O2');
    const { code, report } = await judged(program);
    const found = { code, violated: withVerdict(report, 'violated'), unseen: withVerdict(report, 'unseen') };
    expect(found).toEqual({ code: 0, violated: [], unseen: NOT_SAID });
    expect([otherSkips(report), report.traces.broken]).toEqual([[], 0]);
    const generated = await judged(program, '--generated', '300', '--seed', '3');
    expect([generated.code, generated.report.traces]).toEqual([0, { total: 300, complete: 300, skipped: 0, broken: 0 }]);
  });

  it('has the bugs that its README lists, five at least', () => {
    const macros = SOURCES.flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/\bBUG_\w+/gu)].map(([macro]) => macro));
    expect(new Set(BUGS.map(({ macro }) => macro))).toEqual(new Set(macros));
    expect(BUGS.length).toBeGreaterThanOrEqual(5);
  });

  it.for(BUGS)('with $macro it violates $rule', async ({ macro, theme, rule }, { skip }) => {
    skip(!here('gcc'), WITHOUT);
    const { code, report } = await judged(built('-O0', `-D${macro}`), theme);
    expect(withVerdict(report, 'violated')).toContain(rule);
    expect([code, report.traces.broken]).toEqual([1, 0]);
  });
});
