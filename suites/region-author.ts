/**
 * An author of traces on regions that are objects of their own: it keeps track of who lives, what is open, and where windows lie. How a
 * region is made, filled and attached is a dialect.
 */
import { toHex } from '../schemas/address.ts';
import type { Call } from '../schemas/contract.ts';
import { DEFAULT_GEOMETRY } from '../schemas/contract.ts';
import type { Geometry, MapFlags, Prot, Trace } from '../schemas/generated/types.ts';
import { Choice } from './choice.ts';
import { dialects } from './region-dialects.ts';
import type { Dialect } from './region-dialects.ts';

const RW: Prot = ['PROT_READ', 'PROT_WRITE'];
const PROTS: readonly Prot[] = [RW, ['PROT_READ'], RW, []];
/** Small tables fill a unit quickly; with five levels the unit is not the topmost entry. */
const GEOMETRIES: readonly Geometry[] = [
  DEFAULT_GEOMETRY,
  { ...DEFAULT_GEOMETRY, levels: 5 },
  { pageSize: 4096, entriesPerTable: 8, levels: 4, cpus: 2 },
];
const SHIFT = 12;
const MOST_PROCESSES = 4;
/** Pages of the region that acts are about: few, so that they meet. */
const PAGES = 8;

interface Actor {
  readonly name: string;
  /** Handles of the region and of the file. */
  region: string | undefined;
  file: string | undefined;
  /** Numbers of the units at which windows lie. */
  windows: number[];
}

type Act = (author: RegionAuthor, actor: Actor, c: Choice) => void;

const ACTS: readonly (readonly [weight: number, act: Act])[] = [
  [30, (a, p, c) => a.load(p, c)],
  [28, (a, p, c) => a.store(p, c)],
  [16, (a, p, c) => a.place(p, c)],
  [6, (a, p, c) => a.takeOut(p, c)],
  [8, (a, p, c) => a.change(p, c)],
  [5, (a, p, c) => a.attach(p, c)],
  [4, (a, p, c) => a.detach(p, c)],
  [3, (a, p, c) => a.fork(p, c)],
  [2, (a, p, c) => a.leave(p, c)],
  [2, (a, p, c) => a.edit(p, c)],
  [2, (a, p, c) => a.truncate(p, c)],
  [2, (a, p, c) => a.present(p, c)],
  [1, (a, p, c) => a.pass(p, c)],
  [1, (a, p, c) => a.name(p, c)],
  [1, (a, p) => a.close(p)],
  [1, (a, p) => a.look(p)],
];
const WEIGHTS = ACTS.map(([weight]) => weight);

export class RegionAuthor {
  private readonly geometry: Geometry;
  private readonly unit: number;
  private readonly steps: Call[] = [];
  private readonly actors: Actor[] = [];
  private readonly children = new Set<string>();
  private born = 0;
  private handles = 0;
  private readonly dialect: Dialect;

  /** A makes a region with an object at its beginning, and A and B have windows on it. */
  constructor(first: number, generation: string) {
    this.dialect = dialects[generation]!;
    const c = new Choice(first);
    this.geometry = GEOMETRIES[c.weighted([6, 1, 1])]!;
    const { entriesPerTable, levels } = this.geometry;
    this.unit = entriesPerTable ** (Math.min(4, levels) - 1);
    const [a, b] = [this.newActor(), this.newActor()];
    a.region = `r${this.handles++}`;
    this.steps.push(...this.dialect.create(a.name, a.region), {
      call: 'ftruncate',
      process: a.name,
      fd: a.region,
      size: toHex(this.unit, 0, SHIFT),
    });
    this.place(a, new Choice(0));
    this.window(a, 1);
    this.window(b, c.of([1, 2]));
  }

  act(number: number): void {
    const c = new Choice(number);
    const actor = this.actors[c.below(this.actors.length)]!;
    const i = c.weighted(WEIGHTS);
    if (actor.windows.length === 0 && i < 2) this.attach(actor, c);
    else ACTS[i]![1](this, actor, c);
  }

  get length(): number {
    return this.steps.length;
  }

  trace(id: string, title: string, origin: Trace['origin'], generation: string): Trace {
    return {
      format: 1,
      id,
      title,
      rules: [],
      origin,
      generation,
      ...(this.geometry === DEFAULT_GEOMETRY ? {} : { geometry: this.geometry }),
      files: { ...this.dialect.files, db: { size: toHex(PAGES - 2, 0, SHIFT), content: 'page-numbers' } },
      processes: Array.from({ length: this.born }, (_, i) => nameOf(i)).filter((name) => !this.children.has(name)),
      steps: this.steps,
    };
  }

  private newActor(): Actor {
    const actor: Actor = { name: nameOf(this.born++), region: undefined, file: undefined, windows: [] };
    this.actors.push(actor);
    return actor;
  }

  /** By its name, or from somebody who has it; where nobody has, the process makes one of its own. */
  private openRegion(p: Actor): string {
    if (p.region !== undefined) return p.region;
    p.region = `r${this.handles++}`;
    const giver = this.actors.find((other) => other !== p && other.region !== undefined);
    this.steps.push(...this.dialect.open(p.name, p.region, giver && { process: giver.name, fd: giver.region! }));
    return p.region;
  }

  private openFile(p: Actor, c: Choice): string {
    if (p.file !== undefined) return p.file;
    p.file = `f${this.handles++}`;
    this.steps.push({ call: 'open', process: p.name, file: 'db', flags: [c.below(8) === 7 ? 'O_RDONLY' : 'O_RDWR'], as: p.file });
    return p.file;
  }

  private window(p: Actor, number: number): void {
    const [addr, length] = [this.address(number, 0), toHex(this.unit, 0, SHIFT)];
    const fd = this.openRegion(p);
    this.steps.push(this.dialect.attach(p.name, fd, addr, length));
    p.windows = [...p.windows.filter((other) => other !== number), number];
  }

  private address(number: number, page: number, offset = 0): string {
    return toHex(number * this.unit + page, offset, SHIFT);
  }

  /** A place in a window of the process, or where one may have been. */
  private target(p: Actor, c: Choice): { cpu: number; addr: string } {
    const number = p.windows.length === 0 ? 1 : c.of(p.windows);
    return { cpu: c.below(this.geometry.cpus), addr: this.address(number, c.below(PAGES), c.below(2) * 9) };
  }

  load(p: Actor, c: Choice): void {
    this.steps.push({ call: 'load', process: p.name, ...this.target(p, c) });
  }

  store(p: Actor, c: Choice): void {
    this.steps.push({ call: 'store', process: p.name, ...this.target(p, c), value: 1 + c.below(255) });
  }

  present(p: Actor, c: Choice): void {
    this.steps.push({ call: 'present', process: p.name, ...this.target(p, c) });
  }

  /** Pages of the region, from some place on; now and then beyond its end. */
  private range(c: Choice): { regionOffset: string; size: string } {
    const odd = c.below(12);
    const from = odd === 11 ? this.unit - 1 : odd === 0 ? 0 : c.below(PAGES);
    return { regionOffset: toHex(from, 0, SHIFT), size: toHex(odd === 0 ? PAGES - 1 : 1 + c.below(3), 0, SHIFT) };
  }

  place(p: Actor, c: Choice): void {
    const range = this.range(c);
    const prot = c.of(PROTS);
    const anonymous = c.below(2) === 0;
    const object = anonymous ? {} : { object: this.openFile(p, c) };
    const offset = toHex(anonymous ? 0 : c.below(PAGES - 2), 0, SHIFT);
    const flags: MapFlags = anonymous ? ['MAP_SHARED', 'MAP_FIXED', 'MAP_ANONYMOUS'] : ['MAP_SHARED', 'MAP_FIXED'];
    const call = { process: p.name, cpu: c.below(this.geometry.cpus), fd: this.openRegion(p) };
    this.steps.push(this.dialect.place(call, { ...range, offset, prot, flags, ...object }));
  }

  takeOut(p: Actor, c: Choice): void {
    const fd = this.openRegion(p);
    const range = this.range(c);
    this.steps.push(this.dialect.takeOut({ process: p.name, cpu: c.below(this.geometry.cpus), fd }, range));
  }

  /** Protection for all, or advice, where there are calls for them; else as much as is there to be taken out. */
  change(p: Actor, c: Choice): void {
    const call = { process: p.name, cpu: c.below(this.geometry.cpus), fd: this.openRegion(p) };
    const change = this.dialect.change?.(call, this.range(c), c.weighted([6, 1, 1]), c.of(PROTS));
    if (change === undefined) return this.takeOut(p, c);
    this.steps.push(change);
  }

  attach(p: Actor, c: Choice): void {
    this.window(p, 1 + c.below(3));
  }

  /** The whole of a window, or a part of it. */
  detach(p: Actor, c: Choice): void {
    const number = p.windows.length === 0 ? 1 : c.of(p.windows);
    const part = c.below(4) === 3;
    const length = toHex(part ? 2 : this.unit, 0, SHIFT);
    this.steps.push(this.dialect.detach({ process: p.name, cpu: c.below(this.geometry.cpus) }, this.address(number, 0), length));
    if (!part) p.windows = p.windows.filter((other) => other !== number);
  }

  fork(p: Actor, c: Choice): void {
    if (this.actors.length >= MOST_PROCESSES) return this.load(p, c);
    const child = this.newActor();
    child.region = p.region;
    child.file = p.file;
    child.windows = [...p.windows];
    this.children.add(child.name);
    this.steps.push({ call: 'fork', process: p.name, child: child.name });
  }

  /** Exit, while others stay, or exec. The owner goes seldom: nothing is left after it. */
  leave(p: Actor, c: Choice): void {
    const owner = p.name === 'A' && c.below(4) > 0;
    if (this.actors.length > 2 && c.below(2) === 0 && !owner) {
      this.steps.push({ call: 'exit', process: p.name });
      this.actors.splice(this.actors.indexOf(p), 1);
      return;
    }
    this.steps.push({ call: 'exec', process: p.name });
    p.windows = [];
  }

  /** What a window refuses, and what it may refuse. */
  edit(p: Actor, c: Choice): void {
    const { cpu, addr: place } = this.target(p, c);
    const addr = `${place.slice(0, -3)}000`;
    const what = c.below(3);
    const call = { process: p.name, cpu, addr, length: '0x1000' };
    if (what === 0) this.steps.push({ call: 'mprotect', ...call, prot: c.of(PROTS) });
    else this.steps.push({ call: 'madvise', ...call, advice: what === 1 ? 'MADV_DONTNEED' : 'MADV_REMOVE' });
  }

  truncate(p: Actor, c: Choice): void {
    const region = c.below(4) === 3;
    const fd = region ? this.openRegion(p) : this.openFile(p, c);
    const pages = region ? this.unit : c.below(PAGES);
    this.steps.push({ call: 'ftruncate', process: p.name, fd, size: toHex(pages, c.below(3) === 2 ? 100 : 0, SHIFT) });
  }

  pass(p: Actor, c: Choice): void {
    const to = c.of(this.actors);
    const fd = this.openRegion(p);
    to.region = `r${this.handles++}`;
    this.steps.push({ call: 'pass-fd', process: p.name, fd, to: to.name, as: to.region });
  }

  /** The name goes, and may come again for another region, which nobody sizes. */
  name(p: Actor, c: Choice): void {
    if (!this.dialect.names) return this.change(p, c);
    if (c.below(2) === 0) this.steps.push({ call: 'unlink', process: p.name, file: 'arena' });
    else this.steps.push({ call: 'open', process: p.name, file: 'arena', flags: ['O_RDWR', 'O_CREAT'], as: `r${this.handles++}` });
  }

  close(p: Actor): void {
    if (p.region === undefined) return this.look(p);
    this.steps.push({ call: 'close', process: p.name, fd: p.region });
    p.region = undefined;
  }

  /** What can be read of a file, and of the whole. */
  look(p: Actor): void {
    if (p.file === undefined) this.steps.push({ call: 'table-bytes' });
    else this.steps.push({ call: 'read', process: p.name, fd: p.file, length: '0x10' });
  }
}

/** A, B, … */
function nameOf(i: number): string {
  return String.fromCharCode(65 + i);
}
