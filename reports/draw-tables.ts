/**
 * Page tables drawn for people: for each mm the walk from the top to every leaf table, the leaf's entries in ranges, and
 * who else reaches that leaf; then TLBs, page caches and counts.
 */
import type { Geometry, MmShot, Snapshot, TableShot } from '../schemas/generated/types.ts';
import { bitsText, createChart, levelName, mmName, triples } from './chart.ts';
import type { Chart, Triple, Walk } from './chart.ts';
import { drawCaches, drawCounts, drawTlb } from './draw-caches.ts';
import { plain } from './plain.ts';
import { wrap } from './wrap.ts';

const WIDTH = 100;
/** Walks of one mm that are written out. */
const SHOWN_WALKS = 64;

/** Lines of at most some 100 columns. A table drawn once is not drawn again. */
export function drawTables(snapshot: Snapshot, geometry: Geometry): string[] {
  const chart = createChart(snapshot, geometry);
  const drawn = new Set<number>();
  return [
    ...snapshot.mms.flatMap((mm) => drawMm(mm, chart, drawn)),
    ...drawStrays(chart),
    ...drawTlb(snapshot, chart),
    ...drawCaches(snapshot),
    ...drawCounts(snapshot),
  ];
}

function drawMm(mm: MmShot, chart: Chart, drawn: Set<number>): string[] {
  const walks = chart.walksOf(mm, SHOWN_WALKS + 1);
  const more = walks.length > SHOWN_WALKS ? ['  and more'] : [];
  return [heading(mm, chart), ...walks.slice(0, SHOWN_WALKS).flatMap((walk) => drawWalk(walk, chart, drawn)), ...more];
}

function heading(mm: MmShot, chart: Chart): string {
  const bytes = mm.tableBytes === undefined ? '' : `, ${mm.tableBytes} bytes of tables`;
  const { host } = mm;
  if (host === null) return `${mmName(mm)} (mm ${mm.id}${bytes})`;
  const guests = host.guests === undefined ? '' : `, guests ${host.guests}`;
  return `${mmName(mm)} at ${chart.address(host.startPage)}, ${host.pages} pages from file page ${host.offsetPage} (mm ${mm.id}${guests}${bytes})`;
}

function drawWalk({ path, page, end, endId }: Walk, chart: Chart, drawn: Set<number>): string[] {
  const line = (note: string): string[] => wrap(`${path} ${note}`, WIDTH, `  ${chart.address(page).padEnd(14)}  `);
  if (end === undefined) return line('NOT ALLOCATED');
  if (end.entries.length === 0 && end.level > 1) return line('(empty)');
  const sharers = chart.reachedBy.get(endId) ?? [];
  const shared = sharers.length < 2 ? '' : `\u27f5 ${nameSome(sharers)}`;
  const refs = end.refs === undefined || end.refs < 2 ? '' : `, refs ${end.refs}`;
  if (drawn.has(endId)) return line(`${shared}${refs} (above)`);
  drawn.add(endId);
  return [...line(`${shared}${refs}`), ...drawEntries(end, chart.geometry)];
}

function nameSome(names: readonly string[]): string {
  const shown = names.slice(0, 4).join(', ');
  return names.length > 4 ? `${shown} and ${names.length - 4} more` : shown;
}

/** Entries of a leaf table; neighbours with neighbouring frames and the same bits make one range. */
function drawEntries(table: TableShot, geometry: Geometry): string[] {
  const lead = ' '.repeat(18);
  const all = triples(table.entries);
  if (all.length === 0) return [`${lead}no entry of ${geometry.entriesPerTable}`];
  const ranges: { first: Triple; last: Triple }[] = [];
  for (const entry of all) {
    const range = ranges.at(-1);
    if (range !== undefined && follows(range.last, entry)) range.last = entry;
    else ranges.push({ first: entry, last: entry });
  }
  return ranges.map(({ first, last }) => {
    const index = span(first.index, last.index);
    return `${lead}[${index}]`.padEnd(32) + `frame ${span(first.target, last.target)}`.padEnd(18) + bitsText(first.bits);
  });
}

function follows(a: Triple, b: Triple): boolean {
  return b.index === a.index + 1 && b.target === a.target + 1 && b.bits === a.bits;
}

function span(first: number, last: number): string {
  return first === last ? String(first) : `${first}-${last}`;
}

/** Tables that no mm reaches. */
function drawStrays(chart: Chart): string[] {
  const strays = [...chart.tables.values()].filter((table) => !chart.reachedBy.has(table.id));
  if (strays.length === 0) return [];
  const list = strays.map((table) => plain(`${levelName(table.level, chart.geometry)} t${table.id}`));
  return [`reached from nowhere: ${nameSome(list)}`];
}
