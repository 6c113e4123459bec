import { describe, expect, test } from 'vitest';
import { formats, isFormatName, render } from '../../reports/index.ts';
import { painter, wantsColour } from '../../reports/colour.ts';
import { expectGolden } from './golden.ts';
import { hostileViolation, nothingJudged, samples } from './samples.ts';
import { parseXml } from './xml.ts';

const names = Object.keys(formats).filter(isFormatName);
const all = [...Object.entries(samples), ['hostile', hostileViolation()], ['nothing', nothingJudged()]] as const;

describe.each(Object.entries(samples))('the %s report', (sample, report) => {
  test.each(names)('as %s', (name) => {
    expectGolden(`${sample}.${formats[name].extension}`, render(name, report));
  });
});

describe.each(all)('%s: whatever it says', (_sample, report) => {
  test.each(names)('%s is plain text with a newline at its end', (name) => {
    const output = render(name, report);
    expect(output.endsWith('\n')).toBe(true);
    // eslint-disable-next-line no-control-regex
    const unsafe =
      name === 'json' ? /[\u0000-\u0009\u000b-\u001f]/u : /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\ud800-\udfff]/u;
    expect(output.match(unsafe)?.[0]).toBeUndefined();
  });

  test('text stays within 100 columns, but for the command to copy', () => {
    const long = render('text', report)
      .split('\n')
      .filter((line) => line.length > 100 && !line.startsWith('    again'));
    expect(long).toEqual([]);
  });

  test('JUnit is well-formed and its counts are right', () => {
    const root = parseXml(render('junit', report));
    const suites = root.children;
    expect(root.name).toBe('testsuites');
    for (const suite of suites) {
      expect(Number(suite.attributes['tests'])).toBe(suite.children.length);
      for (const [attribute, tag] of [
        ['failures', 'failure'],
        ['errors', 'error'],
        ['skipped', 'skipped'],
      ] as const) {
        const found = suite.children.filter((one) => one.children.some((inner) => inner.name === tag));
        expect(Number(suite.attributes[attribute]), `${suite.attributes['name']} ${attribute}`).toBe(found.length);
      }
    }
  });

  test('KTAP plans and numbers agree', () => {
    checkTap(render('ktap', report));
  });

  test('Markdown prose stays within 72 columns', () => {
    const long = render('markdown', report)
      .split('\n')
      .filter((line) => line.length > 76 && !line.includes('again'));
    expect(long).toEqual([]);
  });
});

/** Every plan is followed by as many results at its depth, numbered from 1. */
function checkTap(output: string): void {
  const lines = output.trimEnd().split('\n');
  expect(lines[0]).toBe('KTAP version 1');
  for (const indent of ['', '  ']) {
    let planned = 0;
    let seen = 0;
    for (const line of lines) {
      const plan = new RegExp(`^${indent}1\\.\\.(\\d+)$`, 'u').exec(line);
      const result = new RegExp(`^${indent}(?:not )?ok (\\d+) \\S+(?: # SKIP .+)?$`, 'u').exec(line);
      if (plan !== null) [planned, seen] = [Number(plan[1]), 0];
      if (result !== null) {
        seen += 1;
        expect(Number(result[1]), line).toBe(seen);
        expect(seen, line).toBeLessThanOrEqual(planned);
      }
    }
    expect(seen).toBe(planned);
  }
  const other = lines.filter((line) => !/^ *(?:KTAP version 1|1\.\.\d+|# .*|(?:not )?ok \d+ .*)$/u.test(line));
  expect(other).toEqual([]);
}

describe('broken traces', () => {
  const report = samples['broken']!;

  test('of one cause are one reason, whatever the number of the message', () => {
    const shown = render('text', report);
    expect(shown.match(/it printed what is not a JSON object/gu)).toHaveLength(1);
    expect(shown).toContain('it printed what is not a JSON object (a hint) (3 traces)');
    expect(shown).toContain('also in prints-31 (step 3), prints-4 (step 3)');
    expect(shown.indexOf('(3 traces)')).toBeLessThan(shown.indexOf('(1 trace)'));
  });

  test.each(['text', 'markdown', 'junit'] as const)('show the call, and what was printed last in lines, in %s', (name) => {
    const lines = render(name, report).split('\n');
    expect(lines.filter((line) => /^ *(?:>|&gt;) +12 {2}A {2}store\(buf, 8\)$/u.test(line))).toHaveLength(1);
    const at = lines.findIndex((line) => line.includes('=== a report in many lines ==='));
    const indent = lines[at]!.indexOf('=');
    expect(lines[at + 1]!.slice(indent)).toBe('    #0 leave at body.c:242');
    expect(lines.slice(at, at + 32).map((line) => line.trim())).toEqual(
      expect.arrayContaining(['(16 lines left out)', 'line 39', 'ABORTING']),
    );
  });

  test('name the call in KTAP', () => {
    expect(render('ktap', report)).toContain('# aborts, step 12, store(buf, 8): it was ended by SIGABRT');
  });

  test('of a report that does not have them show no steps', () => {
    const old = { ...report, broken: report.broken.map(({ trace, reason, step, again }) => ({ trace, reason, step, again })) };
    expect(render('text', old)).toContain('it printed what is not a JSON object (a hint) (3 traces)\n  prints-25\n    printed');
  });
});

describe('what a conclusion leaves open', () => {
  test.each(names)('is said in %s', (name) => {
    const shown = render(name, samples['blind']!)
      .replaceAll(/\n#? */gu, ' ')
      .replaceAll('\\', '');
    expect(shown).toContain('Whether tables are shared was not seen: the body does not show tables.');
    expect(shown).toContain('The rule that the trace is about was not decided: no-stale-tlb (the body does not show tlb).');
  });

  test('turns nothing red', () => {
    expect(render('junit', samples['blind']!)).toContain('failures="0" errors="0"');
    expect(render('ktap', samples['blind']!)).not.toContain('not ok');
  });
});

describe('what a body lacks', () => {
  test.each(['text', 'markdown'] as const)('is summed in %s, and what was skipped for something else is told by its reason', (name) => {
    const shown = render(name, samples['broken']!);
    expect(shown).toMatch(/exec +\|? +1 +\|? +1\b/u);
    expect(shown).toMatch(/calls that overlap +\|? +0 +\|? +1\b/u);
    expect(shown).not.toContain('the body does not support exec');
    expect(shown).toMatch(/crashed red[^]*(?:: refused|refused first)/u);
  });

  test('stands in reports of earlier times by reason', () => {
    const { lacking: _, ...report } = samples['broken']!;
    const old = { ...report, skipped: report.skipped.map(({ trace, reason }) => ({ trace, reason })) };
    expect(render('text', old)).toContain('the body does not support exec: other');
  });
});

describe('a run that judged nothing', () => {
  test('is red in every format that has colours of its own', () => {
    const report = nothingJudged();
    expect(render('junit', report)).toContain('<failure message="Nothing was judged');
    expect(render('ktap', report)).toContain('not ok 1 something-judged');
    expect(render('text', report)).toContain('NOTHING WAS JUDGED');
  });
});

describe('colour', () => {
  test('only at a terminal, and not against the wish of the user', () => {
    expect(wantsColour(true, {})).toBe(true);
    expect(wantsColour(false, {})).toBe(false);
    expect(wantsColour(true, { NO_COLOR: '1' })).toBe(false);
    expect(wantsColour(true, { NO_COLOR: '' })).toBe(true);
    expect(wantsColour(true, { TERM: 'dumb' })).toBe(false);
  });

  test('changes nothing but the colour', () => {
    for (const [, report] of all) {
      const coloured = render('text', report, { colour: true });
      expect(coloured).toContain('\u001b[');
      // eslint-disable-next-line no-control-regex
      expect(coloured.replace(/\u001b\[\d+m/gu, '')).toBe(render('text', report));
    }
    expect(painter(true)('bad', 'x')).toBe('\u001b[31mx\u001b[0m');
  });
});
