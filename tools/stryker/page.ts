/** docs/generated/systematic.md, and the totals that reports carry: detect/systematic.ts. */
import type { Report } from '../../schemas/generated/types.ts';
import { changeOf, sortOut } from './equivalents.ts';
import type { Equivalent, Sorted } from './equivalents.ts';
import type { FileResult, Results } from './results.ts';
import { LEFT_OUT, changedFiles, hashOf } from './sources.ts';
import type { Side } from './sources.ts';

type Systematic = NonNullable<NonNullable<Report['detection']>['systematic']>;

/** Files that are not as they were measured, or were not measured. */
export function notAsMeasured(results: Results): string[] {
  return (['reference', 'spec'] satisfies Side[]).flatMap((side) =>
    changedFiles(side).filter((path) => results[path]?.hash !== hashOf(path)),
  );
}

export function totalsOf(results: Results, equivalents: readonly Equivalent[]): Systematic {
  const { listed, open } = sortOut(results, equivalents);
  const files = Object.values(results);
  const sum = (of: (file: FileResult) => number): number => files.reduce((total, file) => total + of(file), 0);
  const [caught, broke] = [sum(({ told }) => told), sum(({ threw, endless }) => threw + endless)];
  const survivors = [...open].filter(([, all]) => all.length > 0);
  const alive = survivors.reduce((total, [, all]) => total + all.length, 0);
  return {
    caught,
    otherwise: sum(({ otherwise = 0 }) => otherwise),
    of: caught + broke + alive,
    broke,
    equivalent: [...listed.values()].reduce((total, all) => total + all.length, 0),
    survivors: survivors.map(([file, all]) => `${file}: ${all.length}`),
    changed: notAsMeasured(results),
  };
}

/** detect/systematic.ts */
export function totalsSource(results: Results, equivalents: readonly Equivalent[]): string {
  return `// Measured by \`npm run stryker\`, summed up by \`npm run generate\`. Do not edit.
import type { Report } from '../schemas/generated/types.ts';

export const systematic: NonNullable<NonNullable<Report['detection']>['systematic']> = ${JSON.stringify(totalsOf(results, equivalents))};
`;
}

/** docs/generated/systematic.md. Its line on files that have changed since is the only one that depends on what they say now. */
export function systematicPage(results: Results, equivalents: readonly Equivalent[]): string {
  const totals = totalsOf(results, equivalents);
  const sorted = sortOut(results, equivalents);
  const parts = [
    '# Changes of the code, one by one',
    INTRO,
    sinceLine(totals.changed),
    scoresText(totals),
    brokenText(results, totals),
    ...untriedText(results),
    `## By file\n\n${tableOf(results, sorted)}`,
    `## Not told\n\n${openText(sorted)}`,
    `## Equivalent\n\n${equivalentText(equivalents)}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function scoresText({ caught, of, broke, equivalent, otherwise = 0 }: Systematic): string {
  const shipped = caught - otherwise;
  return `${caught} of ${of} changes are told by a verdict (${percent(caught, of)}). ${broke} more end in an exception of our own code or do not
end, which is no verdict and does not count; without them it is ${caught} of ${of - broke} (${percent(caught, of - broke)}). Beside these, ${equivalent} changes can be told by nobody, and are listed with the reason.

Of the ${caught}, ${otherwise} changes of the specification are told by nothing but bodies that are right but for one answer or one thing shown in a
shipped story. By stories, examples and the wrong bodies that ship alone it is ${shipped} of ${of} (${percent(shipped, of)}), and ${shipped} of ${of - broke} (${percent(shipped, of - broke)}).`;
}

/** A body that throws or hangs does not pass: who judges it sees a broken body. */
function brokenText(results: Results, { caught, of }: Systematic): string {
  const bodies = Object.entries(results).filter(([file]) => file.startsWith('reference/'));
  const broken = bodies.reduce((sum, [, { threw, endless }]) => sum + threw + endless, 0);
  return `Of those that only throw or do not end, ${broken} are changes of the reference. A body like that is reported as broken, with exit code 3; counted
as told, with all that throw or do not end in the specification counted as not told, it is ${caught + broken} of ${of} (${percent(caught + broken, of)}).`;
}

const INTRO = `What \`npm run stryker\` has found: each file of the reference and of the specification is changed by the usual operators (conditions turned
round, comparisons shifted, statements left out), one change at a time, texts aside. A change of the reference is told when a shipped story
on the reference violates a rule; a change of the specification is told when anything in a verdict is other than it was: of a shipped story on
the reference, of an example of a rule, of a story that tells a wrong body, or of a story in which the reference gives one answer, or shows
one thing, otherwise. Left out are ${LEFT_OUT.map(({ path, why }) => `\`${path.source.replaceAll('\\', '')}\` (${why})`).join(', ')}.`;

/** Begins the line on what has changed since; the test of this page leaves it aside. */
export const SINCE = 'Not as they were measured: ';

function sinceLine(changed: readonly string[]): string {
  return `${SINCE}${changed.length === 0 ? 'none' : changed.map((path) => `\`${path}\``).join(', ')}.`;
}

function untriedText(results: Results): string[] {
  const files = Object.entries(results).filter(([, { untried = 0 }]) => untried > 0);
  const list = files.map(([file, { untried = 0 }]) => `\`${file}\` (${untried})`).join(', ');
  return files.length === 0 ? [] : [`Not tried, because the measuring was ended before, and not in these numbers: changes of ${list}.`];
}

/** Rounded down: less than all is never 100.0 %. */
function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${(Math.floor((1000 * part) / whole) / 10).toFixed(1)} %`;
}

function tableOf(results: Results, { listed, open }: Sorted): string {
  const rows = Object.entries(results).map(([file, { told, otherwise = 0, threw, endless }]) => {
    const [equivalent, alive] = [listed.get(file)?.length ?? 0, open.get(file)?.length ?? 0];
    return `| ${file} | ${told} | ${otherwise} | ${threw} | ${endless} | ${equivalent} | ${alive} |`;
  });
  return `| File | Told | … otherwise only | Threw only | Endless only | Equivalent | Not told |\n| --- | --- | --- | --- | --- | --- | --- |\n${rows.join('\n')}`;
}

function openText({ open }: Sorted): string {
  const files = [...open].filter(([, all]) => all.length > 0);
  if (files.length === 0) return 'None.';
  return files
    .map(([file, all]) => `### ${file}\n\n${all.map((one) => `- ${one.line}: ${code(one.code)}, ${code(changeOf(one))}`).join('\n')}`)
    .join('\n\n');
}

function equivalentText(equivalents: readonly Equivalent[]): string {
  return equivalents
    .map(({ file, code: line, changes, why }) => `- ${file}, ${code(line)}, ${changes.map(code).join(', ')}: ${why}`)
    .join('\n');
}

/** Code that may itself hold backticks. */
function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}
