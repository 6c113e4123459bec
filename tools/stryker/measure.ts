/**
 * `npm run stryker`: changes the reference and the specification in every usual way, one change at a time, and keeps which of them the
 * suite tells. `-- --help` says what can be asked.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { huntOn } from './hunting.ts';
import { OUT, isNamed, launch, openChanges, placesOf } from './launch.ts';
import { optionsOf } from './options.ts';
import type { Options } from './options.ts';
import { rangesOf } from './ranges.ts';
import { resultsOf, withTold } from './reading.ts';
import { readResults, writeResults } from './results.ts';
import type { Results } from './results.ts';
import { TOLD } from './runner.ts';
import { ROOT, changedFiles, hashOf, linesOf } from './sources.ts';
import type { Side } from './sources.ts';
import { toldBy } from './told.ts';
import { everyStory } from './workshop.ts';

const SIDES: readonly Side[] = ['reference', 'spec'];
/** Lines of a batch: what it finds is kept when it is done, and it takes half a minute to begin. */
const BATCH = 1500;

/** Ends the process where help is asked for, or what is asked cannot be taken. */
function asked(): Options {
  const given = optionsOf(process.argv.slice(2));
  if (!('help' in given)) return given;
  (given.wrong ? process.stderr : process.stdout).write(given.help);
  process.exit(given.wrong ? 2 : 0);
}

/** The files to be measured: those named, or those that are not as they were measured. */
function wantedFiles(side: Side): string[] {
  const results = readResults();
  return changedFiles(side).filter((path) => (paths.length > 0 ? isNamed(path, paths) : !isMeasured(path, results)));
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

async function measure(side: Side, mutate: readonly string[]): Promise<void> {
  const found = resultsOf(await launch({ side, mutate, concurrency }), mutate);
  writeResults({ ...readResults(), ...found });
}

/** Tries those again that nothing told, for instance after a story was added; only in files that are as they were measured. */
async function tryAgain(side: Side): Promise<void> {
  const changes = openChanges(side, paths, readResults());
  if (changes.length === 0) return;
  const focus = { changes: placesOf(changes), ...(stories === undefined ? {} : { stories }) };
  writeResults(withTold(readResults(), await launch({ side, mutate: rangesOf(changes), concurrency, focus })));
}

/** Which stories tell which bodies, for the runners. */
async function prepare(): Promise<void> {
  mkdirSync(OUT, { recursive: true });
  const told = `${OUT}/told.json`;
  process.env[TOLD] = told;
  writeFileSync(told, JSON.stringify(await toldBy(await everyStory(ROOT))));
}

async function huntAll(): Promise<void> {
  for (const side of SIDES) {
    const { told, of } = await huntOn(side, options);
    if (of > 0) console.log(`${side}: ${told} of ${of} changes that nothing told are told`);
  }
}

async function measureAll(): Promise<void> {
  const wanted = SIDES.map((side) => ({ side, files: wantedFiles(side) }));
  console.log(`${wanted.reduce((sum, { files }) => sum + files.length, 0)} files to be measured`);
  if (wanted.some(({ files }) => files.length > 0)) await prepare();
  for (const { side, files } of wanted) for (const batch of batchesOf(files)) await measure(side, batch);
}

/** What is asked for by a name that nothing has. */
async function unknownNames(): Promise<string[]> {
  const files = SIDES.flatMap((side) => changedFiles(side));
  const ids = new Set(stories === undefined ? [] : (await everyStory(ROOT)).map(({ id }) => id));
  return [...paths.filter((name) => !files.some((path) => isNamed(path, [name]))), ...(stories ?? []).filter((id) => !ids.has(id))];
}

async function perform({ hunt, survivors }: Options): Promise<void> {
  const unknown = await unknownNames();
  if (unknown.length > 0) {
    console.error(`no file of reference/ or spec/ and no story is named by ${unknown.join(', ')}`);
    process.exitCode = 2;
  } else if (hunt) await huntAll();
  else if (survivors) {
    await prepare();
    for (const side of SIDES) await tryAgain(side);
  } else await measureAll();
}

const options = asked();
const { paths, concurrency, stories } = options;
await perform(options);
