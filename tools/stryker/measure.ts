/**
 * `npm run stryker`: changes the reference and the specification in every usual way, one change at a time, and keeps which of them the
 * suite tells. Files that are as they were measured are passed over, unless they are named: `npm run stryker -- spec/rules reference/tlb.ts`.
 * With `--survivors` only those changes are tried again that nothing told, with `--stories a,b` in these stories alone;
 * `--concurrency 1` takes one process in place of two.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { FOCUS, placeOf } from './focus.ts';
import type { Focus } from './focus.ts';
import { resultsOf, withTold } from './reading.ts';
import type { StrykerReport } from './reading.ts';
import { readResults, writeResults } from './results.ts';
import type { Results } from './results.ts';
import { SIDE, TOLD } from './runner.ts';
import { ROOT, changedFiles, hashOf, linesOf } from './sources.ts';
import { toldBy } from './told.ts';
import { everyStory } from './workshop.ts';
import type { Side } from './workshop.ts';

const OUT = `${ROOT}out/stryker`;
const SIDES: readonly Side[] = ['reference', 'spec'];
/** Lines of a batch: what it finds is kept when it is done, and it takes half a minute to begin. */
const BATCH = 1500;

/** The files to be measured: those named, or those that are not as they were measured. */
function wantedFiles(side: Side, named: readonly string[]): string[] {
  const results = readResults();
  return changedFiles(side).filter((path) => (named.length > 0 ? isNamed(path, named) : !isMeasured(path, results)));
}

function isMeasured(path: string, results: Results): boolean {
  const result = results[path];
  return result?.hash === hashOf(path) && (result.untried ?? 0) === 0;
}

function batchesOf(files: readonly string[]): string[][] {
  const batches: string[][] = [];
  let lines = BATCH;
  for (const file of files) {
    if (lines >= BATCH) {
      batches.push([]);
      lines = 0;
    }
    batches.at(-1)?.push(file);
    lines += linesOf(file);
  }
  return batches;
}

function isNamed(path: string, named: readonly string[]): boolean {
  return named.length === 0 || named.some((name) => path.startsWith(name));
}

/** @param mutate files, or places in them */
async function stryker(side: Side, mutate: readonly string[], concurrency: number): Promise<StrykerReport> {
  process.env[SIDE] = side;
  const fileName = `${OUT}/${process.pid}.json`;
  await new Stryker({ mutate: [...mutate], jsonReporter: { fileName }, concurrency }).runMutationTest();
  return JSON.parse(readFileSync(fileName, 'utf8')) as StrykerReport;
}

async function measure(side: Side, files: readonly string[], concurrency: number): Promise<void> {
  const found = resultsOf(await stryker(side, files, concurrency));
  writeResults({ ...readResults(), ...found });
}

/** Tries those again that nothing told, for instance after a story was added; only in files that are as they were measured. */
async function tryAgain(side: Side, named: readonly string[], stories: readonly string[] | undefined): Promise<void> {
  const results = readResults();
  const files = changedFiles(side).filter((path) => results[path]?.hash === hashOf(path) && isNamed(path, named));
  const changes = files.flatMap((path) => (results[path]?.survivors ?? []).map(({ line, becomes }) => placeOf(path, line, becomes)));
  if (changes.length === 0) return;
  process.env[FOCUS] = JSON.stringify({ changes, ...(stories === undefined ? {} : { stories }) } satisfies Focus);
  const report = await stryker(side, [...new Set(changes.map((place) => place.slice(0, place.indexOf(':'))))], concurrency);
  writeResults(withTold(readResults(), report));
}

/** Which stories tell which bodies, for the runners. */
async function prepare(): Promise<void> {
  mkdirSync(OUT, { recursive: true });
  const told = `${OUT}/told.json`;
  process.env[TOLD] = told;
  writeFileSync(told, JSON.stringify(await toldBy(await everyStory(ROOT))));
}

const { values, positionals: named } = parseArgs({
  allowPositionals: true,
  options: { survivors: { type: 'boolean' }, stories: { type: 'string' }, concurrency: { type: 'string', default: '2' } },
});
const concurrency = Number(values.concurrency);
const wanted = SIDES.map((side) => ({ side, files: wantedFiles(side, named) }));
if (values.survivors === true) {
  await prepare();
  for (const side of SIDES) await tryAgain(side, named, values.stories?.split(','));
} else {
  console.log(`${wanted.reduce((sum, { files }) => sum + files.length, 0)} files to be measured`);
  if (wanted.some(({ files }) => files.length > 0)) await prepare();
  for (const { side, files } of wanted) for (const batch of batchesOf(files)) await measure(side, batch, concurrency);
}
