/** TLBs, page caches and counts of a snapshot, in a few lines. */
import type { Snapshot, TlbShot } from '../schemas/generated/types.ts';
import { bitsText } from './chart.ts';
import type { Chart } from './chart.ts';
import { wrap } from './wrap.ts';

const WIDTH = 100;
/** Entries of one list that are written out. */
const SHOWN = 32;

export function drawTlb(snapshot: Snapshot, chart: Chart): string[] {
  return (snapshot.tlb ?? []).flatMap((tlb) => {
    const lines = [...translations(tlb, chart), ...cachedWalks(tlb, chart)];
    return lines.length === 0 ? [`TLB of CPU ${tlb.cpu}: empty`] : [`TLB of CPU ${tlb.cpu}`, ...lines];
  });
}

function translations({ entries }: TlbShot, chart: Chart): string[] {
  return someOf(chunks(entries, 4), ([mm = 0, page = 0, frame = 0, bits = 0]) => {
    const address = chart.address(page).padEnd(14);
    return `  ${address}  ${chart.nameOf(mm)}: frame ${frame} ${bitsText(bits)}`;
  });
}

function cachedWalks({ walks = [] }: TlbShot, chart: Chart): string[] {
  return someOf(chunks(walks, 3), ([mm = 0, slot = 0, leaf = 0]) => {
    const address = chart.address(slot * chart.geometry.entriesPerTable).padEnd(14);
    return `  ${address}  ${chart.nameOf(mm)}: walk to PTE t${leaf}`;
  });
}

export function drawCaches(snapshot: Snapshot): string[] {
  const full = (snapshot.caches ?? []).filter((cache) => cache.pages.length > 0);
  return full.flatMap((cache) => {
    const pairs = chunks(cache.pages, 2);
    const shown = pairs.slice(0, SHOWN).map(([page, frame]) => `${page}:${frame}`);
    const rest = pairs.length > SHOWN ? [`and ${pairs.length - SHOWN} more`] : [];
    return wrap([...shown, ...rest].join(' '), WIDTH, `page cache of ${cache.file} (page:frame) `);
  });
}

export function drawCounts({ counts }: Snapshot): string[] {
  if (counts === undefined) return [];
  const { tableBytes, tablesAllocated, tablesFreed, framesAllocated, framesFreed, entriesWritten } = counts;
  const parts = [
    tableBytes === undefined ? '' : `${tableBytes} bytes of tables`,
    tablesAllocated === undefined ? '' : `${tablesAllocated} tables allocated`,
    tablesFreed === undefined ? '' : `${tablesFreed} freed`,
    framesAllocated === undefined ? '' : `${framesAllocated} frames allocated`,
    framesFreed === undefined ? '' : `${framesFreed} freed`,
    entriesWritten === undefined ? '' : `${entriesWritten} entries written by the last call`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? [] : wrap(parts.join(', '), WIDTH, 'counts: ');
}

function chunks(list: readonly number[], size: number): number[][] {
  return Array.from({ length: Math.floor(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
}

function someOf(items: readonly number[][], line: (item: number[]) => string): string[] {
  const lines = items.slice(0, SHOWN).map(line);
  return items.length > SHOWN ? [...lines, `  and ${items.length - SHOWN} more`] : lines;
}
