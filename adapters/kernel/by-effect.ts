/** Whether a kernel implements MAP_SHARED_PT, found out by what it does: a kernel that does not know the flag ignores it silently. */
import type { Snapshot } from '../../schemas/generated/types.ts';
import { sharedTables } from './shared-tables.ts';
import { BASE, begin, mapFile, perform, saying, setupOf, succeed } from './trial-steps.ts';
import type { Bench } from './trial-steps.ts';

/** What was found, and by what: a clause for the report. */
export interface Effect {
  readonly implemented: boolean;
  readonly evidence: string;
}

/** Of the file that is mapped. */
export const SLOTS = '0x400000';
/** In the same slot as the first page, and too far from it to be mapped along with it. */
const FAR_PAGE = '0x40000100000';

/** Where presence is not told. */
export const UNTOLD: Effect = {
  implemented: false,
  evidence: 'whether a page is present cannot be told here, nor whether tables are shared',
};

/** Is a page that A touches present for B at once? Undefined where that is not told. Throws Lost where A cannot touch it. */
export async function farPageAppears(bench: Bench): Promise<boolean | undefined> {
  await succeed(bench, { call: 'store', process: 'A', cpu: 0, addr: FAR_PAGE, value: 1 });
  const there = await perform(bench, { call: 'present', process: 'B', cpu: 0, addr: FAR_PAGE });
  return there.result === 'done' ? there.value === 1 : undefined;
}

/** Two processes map a file with the flag and touch its first page; the reason where one cannot. */
async function mapBoth(bench: Bench, levels: number): Promise<string | undefined> {
  await begin(bench, setupOf(4096, levels, ['A', 'B'], SLOTS));
  for (const process of ['A', 'B']) {
    const mapped = await mapFile(bench, process, SLOTS, ['MAP_SHARED_PT']);
    if (mapped.result !== 'done') return `mmap with MAP_SHARED_PT ${saying(mapped)}`;
    await succeed(bench, { call: 'store', process, cpu: 0, addr: BASE, value: 1 });
  }
  return undefined;
}

/** From outside: by the tables themselves. Throws Lost where another step fails. */
export async function seenInTables(bench: Bench & { readonly eyes: { look(): Promise<Snapshot> } }, levels: number): Promise<Effect> {
  const refused = await mapBoth(bench, levels);
  if (refused !== undefined) return { implemented: false, evidence: refused };
  const implemented = sharedTables(await bench.eyes.look(), 1) > 0;
  const which = implemented ? 'one leaf table' : 'different leaf tables';
  return { implemented, evidence: `two processes that map a file with MAP_SHARED_PT reach ${which} for the same page of it` };
}

/** From inside: a page that one process touches is there for another that shares its table. Throws Lost where another step fails. */
export async function seenByPresence(bench: Bench, levels: number): Promise<Effect> {
  const refused = await mapBoth(bench, levels);
  if (refused !== undefined) return { implemented: false, evidence: refused };
  const implemented = await farPageAppears(bench);
  if (implemented === undefined) return UNTOLD;
  const is = implemented ? 'at once' : 'not';
  return { implemented, evidence: `a page that one process touches, mapped with MAP_SHARED_PT, is ${is} present in another that maps it` };
}
