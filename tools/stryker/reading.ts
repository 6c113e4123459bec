/** From Stryker's report to results. */
import { OTHERWISE } from './finding.ts';
import { codeAt, oneLine } from './focus.ts';
import { hashOf } from './sources.ts';
import type { FileResult, Results, Survivor } from './results.ts';
import { WHILE_LOADING } from './tryout.ts';

/** As https://github.com/stryker-mutator/mutation-testing-elements defines it; what is read of it. */
export interface StrykerReport {
  readonly files: Readonly<Record<string, StrykerFile>>;
}

interface StrykerFile {
  readonly source: string;
  readonly mutants: readonly StrykerMutant[];
}

interface Place {
  readonly line: number;
  readonly column: number;
}

interface StrykerMutant {
  readonly status: string;
  readonly statusReason?: string;
  readonly replacement: string;
  readonly location: { readonly start: Place; readonly end: Place };
}

/** @param asked the files that were to be changed; the report leaves out those in which nothing can be */
export function resultsOf(report: StrykerReport, asked: readonly string[] = []): Results {
  const empty = asked.filter((path) => report.files[path] === undefined).map((path) => [path, { source: '', mutants: [] }] as const);
  return Object.fromEntries([...empty, ...Object.entries(report.files)].map(([path, file]) => [path, resultOf(path, file)]));
}

function resultOf(path: string, { source, mutants }: StrykerFile): FileResult {
  const lines = source.split('\n');
  const count = (status: string): number => mutants.filter((mutant) => mutant.status === status).length;
  return {
    hash: hashOf(path),
    told: count('Killed'),
    otherwise: mutants.filter(isToldOtherwise).length,
    threw: mutants.filter((mutant) => mutant.status === 'RuntimeError' && !isUnloadable(mutant)).length,
    unloadable: mutants.filter(isUnloadable).length,
    endless: count('Timeout'),
    survivors: mutants
      .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
      .map((mutant) => survivorOf(mutant, lines))
      .toSorted((a, b) => a.line - b.line || (`${a.was} ${a.becomes}` < `${b.was} ${b.becomes}` ? -1 : 1)),
  };
}

function isToldOtherwise({ status, statusReason }: StrykerMutant): boolean {
  return status === 'Killed' && statusReason?.startsWith(OTHERWISE) === true;
}

function isUnloadable({ status, statusReason }: StrykerMutant): boolean {
  return status === 'RuntimeError' && statusReason?.startsWith(WHILE_LOADING) === true;
}

function survivorOf({ location: { start, end }, replacement }: StrykerMutant, lines: readonly string[]): Survivor {
  const was = codeAt(lines, { ...start, column: start.column - 1 }, { ...end, column: end.column - 1 });
  return { line: start.line, code: lines[start.line - 1]?.trim() ?? '', was, becomes: oneLine(replacement) };
}

/** Those changes of a report that are wanted, and what is said of each. */
export function survivorsIn(
  report: StrykerReport,
  wanted: (one: { readonly status: string }) => boolean,
): { readonly path: string; readonly survivor: Survivor; readonly reason: string }[] {
  return Object.entries(report.files).flatMap(([path, { source, mutants }]) =>
    mutants.filter(wanted).map((mutant) => ({ path, survivor: survivorOf(mutant, source.split('\n')), reason: mutant.statusReason ?? '' })),
  );
}

/**
 * What was found before, without those survivors of which a report on a part of the code says something else now: that they are told,
 * only throw or do not end, or are none.
 */
export function withTold(before: Results, report: StrykerReport): Results {
  const now = resultsOf(report);
  return Object.fromEntries(
    Object.entries(before).map(([path, result]) => {
      const file = report.files[path];
      if (file === undefined || now[path]?.hash !== result.hash) return [path, result];
      const lines = file.source.split('\n');
      const keysOf = (wanted: (one: StrykerMutant) => boolean): Set<string> =>
        new Set(file.mutants.filter(wanted).map((one) => keyOf(survivorOf(one, lines))));
      const countOf = (wanted: (one: StrykerMutant) => boolean): number => {
        const keys = keysOf(wanted);
        return result.survivors.filter((one) => keys.has(keyOf(one))).length;
      };
      const other = keysOf(({ status }) => status !== 'Survived' && status !== 'NoCoverage');
      return [
        path,
        {
          ...result,
          told: result.told + countOf(({ status }) => status === 'Killed'),
          otherwise: (result.otherwise ?? 0) + countOf(isToldOtherwise),
          threw: result.threw + countOf((one) => one.status === 'RuntimeError' && !isUnloadable(one)),
          unloadable: (result.unloadable ?? 0) + countOf(isUnloadable),
          endless: result.endless + countOf(({ status }) => status === 'Timeout'),
          survivors: result.survivors.filter((one) => !other.has(keyOf(one))),
        },
      ];
    }),
  );
}

function keyOf({ line, was, becomes }: Survivor): string {
  return `${line} ${was} ${becomes}`;
}
