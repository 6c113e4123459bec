/**
 * The numbers of steps in a world, as far as they matter. Rules never read such a number: they compare two of them. So a world may be
 * replaced by one with smaller numbers, if every pair that some rule compares keeps its order; the pairs are written down here. Numbers
 * that nothing compares become 0, and -1 (never) stays -1.
 *
 * A step that follows is later than all that were before, and sets numbers to itself, to -1, or copies them; so worlds that agree in
 * these pairs agree in them for ever, and in what the rules say.
 */
import type { Placed } from '../named.ts';
import type { Cell, FileState, Mapping, PageLog, ProcessState, Region } from '../world.ts';
import { FAR } from './codes.ts';
import type { Survey } from './survey.ts';

/** One number of a world: where it stands, told by its owner and a name or index. */
interface Node {
  readonly step: number;
  /** Nodes that some rule compares with this one. */
  readonly near: Node[];
  level: number;
}

/** The new numbers. */
export interface Steps {
  of(owner: object, which: string | number): number;
}

class Nodes implements Steps {
  private readonly byOwner: Map<object, Map<string | number, Node>> = new Map();
  private readonly all: Node[] = [];

  node(owner: object, which: string | number, step: number): Node {
    let own = this.byOwner.get(owner);
    if (own === undefined) this.byOwner.set(owner, (own = new Map<string | number, Node>()));
    const known = own.get(which);
    if (known !== undefined) return known;
    const made: Node = { step, near: [], level: step < 0 ? -1 : 0 };
    own.set(which, made);
    if (step >= 0) this.all.push(made);
    return made;
  }

  compare(a: Node, b: Node): void {
    if (a.step < 0 || b.step < 0) return;
    a.near.push(b);
    b.near.push(a);
  }

  /** Each number becomes the length of the longest chain of earlier ones below it; equal ones that are compared stay equal. */
  settle(): void {
    this.all.sort((a, b) => a.step - b.step);
    for (let from = 0, to = 0; from < this.all.length; from = to) {
      while (to < this.all.length && this.all[to]!.step === this.all[from]!.step) to++;
      settleEqual(this.all.slice(from, to));
    }
  }

  of(owner: object, which: string | number): number {
    return this.byOwner.get(owner)?.get(which)?.level ?? 0;
  }
}

/** Nodes of one step; what is near to one another gets one level. */
function settleEqual(nodes: readonly Node[]): void {
  for (const node of nodes) {
    for (const other of node.near) if (other.step < node.step) node.level = Math.max(node.level, other.level + 1);
  }
  for (let changed = true; changed;) {
    changed = false;
    for (const node of nodes) {
      for (const other of node.near) {
        if (other.step !== node.step || other.level <= node.level) continue;
        node.level = other.level;
        changed = true;
      }
    }
  }
}

/** Which questions can be asked of the world: what only they compare is left out otherwise. */
export interface Asked {
  /** The look `present`. */
  readonly presence: boolean;
  /** Accesses to mappings of files that do not share. */
  readonly unshared: boolean;
}

export function stepsOf(s: Survey, asked: Asked): Steps {
  const nodes = new Nodes();
  for (const file of s.files) ofFile(nodes, file);
  for (const process of s.processes) for (const m of process?.mappings ?? []) ofMapping(nodes, process!, m);
  for (const region of s.regions) {
    ofRegion(nodes, s, region, asked);
    for (const placed of region.named?.contents.all() ?? []) ofPlaced(nodes, placed);
  }
  nodes.settle();
  return nodes;
}

/** Was the byte changed before or after MADV_DONTNEED? (stores-seen-by-sharers, dontneed-keeps-data) */
function ofFile(nodes: Nodes, file: FileState): void {
  const dontneed = nodes.node(file, 'dontneedAt', file.dontneedAt);
  nodes.compare(nodes.node(file, 'shrunkAt', file.shrunkAt), dontneed);
  nodes.node(file, 'removedAt', file.removedAt);
  for (const cells of file.cells.values()) for (const cell of cells.values()) nodes.compare(nodes.node(cell, 'step', cell.step), dontneed);
  const begins = file.background.begins();
  for (const [i, { step }] of file.background.all().entries())
    if (i === 0 || begins[i - 1]! < FAR) nodes.compare(nodes.node(file, i, step), dontneed);
}

/** Was a descriptor closed after the mapping was made? (close-keeps-mapping) And private bytes as those of files. */
function ofMapping(nodes: Nodes, process: ProcessState, mapping: Mapping): void {
  nodes.compare(nodes.node(process, 'closedAt', process.closedAt), nodes.node(mapping, 'born', mapping.born));
  const dontneed = nodes.node(mapping.file, 'dontneedAt', mapping.file.dontneedAt);
  for (const [page, cells] of mapping.copies ?? [])
    if (page >= mapping.start && page < mapping.end)
      for (const cell of cells.values()) nodes.compare(nodes.node(cell, 'step', cell.step), dontneed);
}

/** Was a byte there before it was given to the region? (given-memory-shown) And bytes that came along as those of private mappings. */
function ofPlaced(nodes: Nodes, placed: Placed): void {
  const { file, copies } = placed;
  if (file === undefined) return;
  const given = nodes.node(placed, 'step', placed.step);
  const dontneed = nodes.node(file, 'dontneedAt', file.dontneedAt);
  const compareAll = (cells: ReadonlyMap<number, ReadonlyMap<number, Cell>>, withAdvice: boolean): void => {
    for (const inner of cells.values())
      for (const cell of inner.values()) {
        const stored = nodes.node(cell, 'step', cell.step);
        nodes.compare(stored, given);
        if (withAdvice) nodes.compare(stored, dontneed);
      }
  };
  compareAll(file.cells, false);
  compareAll(copies ?? new Map(), true);
  for (const [i, { step }] of file.background.all().entries()) nodes.compare(nodes.node(file, i, step), given);
}

/** Was the page accessed, and reached from a CPU, before or after its protection changed? (the rules on protection) */
function ofRegion(nodes: Nodes, s: Survey, region: Region, asked: Asked): void {
  for (const [page, log] of region.log) {
    const protection = protectionNode(nodes, region, page);
    nodes.compare(nodes.node(log, 'accessed', log.accessed), protection);
    // Once somebody has accessed the page, nobody asks any more who had reached it before the change.
    if (isFresh(region, page)) for (const i of reachedBy(s, log)) nodes.compare(nodes.node(log, i, log.cached[i + 1]!), protection);
    if (asked.presence) ofPresence(nodes, s, region, page);
  }
}

/** Who has reached a page, by their index there: those who live, and of those who are gone the last. */
function reachedBy({ processes }: Survey, { cached }: PageLog): number[] {
  const living = new Set(processes.flatMap((process) => process?.index ?? []));
  const found: number[] = [];
  let last = -1;
  for (let i = 0; i < cached.length; i += 2) {
    if (living.has(Math.floor(cached[i]! / 64))) found.push(i);
    else if (last < 0 || cached[i + 1]! > cached[last + 1]!) last = i;
  }
  return last < 0 ? found : [...found, last];
}

/** Nobody has accessed the page since its protection was changed. Only then do rules ask who changed it, and from what. */
export function isFresh(region: Region, page: number): boolean {
  return (region.log.get(page)?.accessed ?? -1) <= region.protection.at(page).step;
}

/** Pages get nodes of their own, also where one call changed several. */
function protectionNode(nodes: Nodes, region: Region, page: number): Node {
  return nodes.node(region, page, region.protection.at(page).step);
}

/** Was the page reached after all that takes entries away, and after the mapping was made? (presence-follows-table) */
function ofPresence(nodes: Nodes, s: Survey, region: Region, page: number): void {
  const files = region.named ? new Set(region.named.contents.all().flatMap(({ file }) => file ?? [])) : [region.file];
  const log = region.log.get(page)!;
  const first = page - (page % s.world.slotPages);
  for (const i of reachedBy(s, log)) {
    const reached = nodes.node(log, i, log.cached[i + 1]!);
    for (const file of files)
      for (const name of ['dontneedAt', 'shrunkAt', 'removedAt'] as const) nodes.compare(reached, nodes.node(file, name, file[name]));
    for (let other = first; other < first + s.world.slotPages; other++) nodes.compare(reached, protectionNode(nodes, region, other));
    for (const process of s.processes)
      for (const m of process?.mappings ?? []) if (m.region === region) nodes.compare(reached, nodes.node(m, 'born', m.born));
  }
}
