/** A hunt for traces that tell what no story tells: many are tried, those that tell are made small, and few of them are kept. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { smallestCover } from '../../detect/cover.ts';
import { changeOf, keyOf, readEquivalents } from './equivalents.ts';
import { readKept, writeKept } from './kept.ts';
import type { Find } from './kept.ts';
import { QUARRY } from './hunt-runner.ts';
import type { Ground } from './hunt-runner.ts';
import type { Bag } from './hunt.ts';
import { OUT, launch, openChanges, placesOf } from './launch.ts';
import type { Open } from './launch.ts';
import type { QuarryOptions } from './quarry.ts';
import { rangesOf } from './ranges.ts';
import { readResults } from './results.ts';
import { survivorsIn } from './reading.ts';
import type { StrykerReport } from './reading.ts';
import type { Side } from './sources.ts';

export interface HuntingOptions extends QuarryOptions {
  /** Files, or beginnings of their paths; all where empty. */
  readonly paths: readonly string[];
  readonly concurrency: number;
}

/** For one change, in milliseconds: it is met by many traces. */
const PATIENCE = 3_600_000;

/** Hunts for what is open on a side, and keeps a smallest set of traces that tells all that was told. @returns how many were told, of how many */
export async function huntOn(
  side: Side,
  { paths, concurrency, variations, traces, most, seed }: HuntingOptions,
): Promise<{ told: number; of: number }> {
  const open = openOn(side, paths);
  if (open.length === 0) return { told: 0, of: 0 };
  const finds = findsIn(await stalk(side, { variations, traces, most, seed }, open, concurrency));
  if (finds.length > 0) await keepFew(side, finds, concurrency);
  return { told: finds.length, of: open.length };
}

export function stalk(side: Side, ground: Ground, changes: readonly Open[], concurrency: number): Promise<StrykerReport> {
  mkdirSync(OUT, { recursive: true });
  const file = `${OUT}/ground.json`;
  writeFileSync(file, JSON.stringify(ground));
  process.env[QUARRY] = file;
  const focus = { changes: placesOf(changes) };
  return launch({ side, mutate: rangesOf(changes), concurrency, focus, testRunner: 'hunt', timeoutMS: PATIENCE });
}

/** Changes that nothing told, and that somebody may tell. */
function openOn(side: Side, paths: readonly string[]): Open[] {
  const listed = new Set(readEquivalents().flatMap(({ file, code, changes }) => changes.map((change) => keyOf(file, code, change))));
  return openChanges(side, paths, readResults()).filter(
    ({ path, survivor }) => !listed.has(keyOf(path, survivor.code, changeOf(survivor))),
  );
}

export function findsIn(report: StrykerReport): Find[] {
  return survivorsIn(report, ({ status }) => status === 'Killed').map(({ path, survivor, reason }) => ({
    path,
    survivor,
    ...(JSON.parse(reason) as Bag),
  }));
}

/** Asks every small trace about every change, since one often tells what another was found for. */
export async function keepFew(side: Side, finds: readonly Find[], concurrency: number): Promise<void> {
  const small = new Map(finds.map((find) => [find.trace.id, find]));
  const report = await stalk(side, { known: [...small.values()].map(({ trace }) => trace) }, finds, concurrency);
  const tellers = tellersIn(report);
  const { stories: ids } = smallestCover(new Map(tellers));
  const wanted = ids.flatMap((id) => small.get(id) ?? []);
  await writeKept(readKept(), wanted);
  console.log(`${tellers.length} changes are told by ${wanted.length} traces`);
}

/** By change: the traces that tell it. */
export function tellersIn(report: StrykerReport): [string, string[]][] {
  return survivorsIn(report, ({ status }) => status === 'Killed').map(({ path, survivor, reason }, i) => [
    `${i} ${path} ${changeOf(survivor)}`,
    JSON.parse(reason) as string[],
  ]);
}
