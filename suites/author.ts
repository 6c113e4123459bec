/**
 * An author of traces: turns numbers into calls that can be executed, by keeping track of who lives and what is mapped.
 * The same numbers make the same trace; smaller numbers make simpler calls.
 */
import { toHex } from '../schemas/address.ts';
import type { Call } from '../schemas/contract.ts';
import { DEFAULT_GEOMETRY } from '../schemas/contract.ts';
import type { FileSetup, Geometry, MapFlags, OpenFlags, Prot, Trace } from '../schemas/generated/types.ts';
import { Choice } from './choice.ts';

/** Small tables make regions of many slots cheap. */
const SMALL: Geometry = { pageSize: 4096, entriesPerTable: 8, levels: 5, cpus: 2 };
const PROTS: readonly Prot[] = [['PROT_READ', 'PROT_WRITE'], ['PROT_READ'], [], ['PROT_READ', 'PROT_EXEC'], ['PROT_WRITE']];

/** What traces of a generation are made of. */
interface Setting {
  /** Bits of an address within a page. */
  readonly shift: number;
  readonly geometries: readonly [usual: Geometry, fourth: Geometry];
  readonly content: Pick<FileSetup, 'content'>;
  /** Of a mapping that asks for sharing. */
  readonly sharing: MapFlags;
  readonly others: readonly Mapped['kind'][];
  /** Of a mapping that asks for sharing and may only be read, where it differs. */
  readonly readOnly?: MapFlags;
  /** Sharers are born and not joined: the first forks at once, and forks are frequent. */
  readonly byFork?: true;
  /** Sharing is that of regions in msharefs, whole entries of the top table: whoever opens their file first makes it. */
  readonly inMsharefs?: true;
}

const FLAGGED: Setting = {
  shift: 12,
  geometries: [DEFAULT_GEOMETRY, SMALL],
  content: { content: 'page-numbers' },
  sharing: ['MAP_SHARED', 'MAP_SHARED_PT', 'MAP_FIXED'],
  others: ['plain', 'private', 'anonymous'],
};

const HUGE: Geometry = { pageSize: 2_097_152, entriesPerTable: 512, levels: 3, cpus: 2 };

/** Huge pages are the pages, and what can share does so unasked. Anonymous memory has no huge pages of its own accord. */
const HUGE_PAGES: Setting = {
  shift: 21,
  geometries: [HUGE, HUGE],
  content: {},
  sharing: ['MAP_SHARED', 'MAP_FIXED'],
  others: ['plain', 'private', 'plain'],
};

/** Domains, which only a fork passes on. Some ranges are private, as those of programs and libraries are. */
const DOMAINS: Setting = { ...FLAGGED, readOnly: ['MAP_PRIVATE', 'MAP_SHARED_PT', 'MAP_FIXED'], byFork: true };

/** Regions that their first mapping begins, at one address for all. */
const REGIONS: Setting = { ...FLAGGED, sharing: ['MAP_SHARED', 'MAP_FIXED'], inMsharefs: true };

const SETTINGS: Readonly<Record<string, Setting>> = {
  'hugetlb-pmd': HUGE_PAGES,
  'fork-domain': DOMAINS,
  msharefs: REGIONS,
  'mshare-call': REGIONS,
};
const MOST_PROCESSES = 5;

export interface Mapped {
  readonly page: number;
  readonly pages: number;
  readonly kind: 'region' | 'plain' | 'private' | 'anonymous';
}

export interface Actor {
  readonly name: string;
  /** Descriptors by file. */
  readonly descriptors: Map<string, string>;
  mapped: Mapped[];
}

type Act = (author: Author, actor: Actor, c: Choice) => void;

/** What an actor may do, and how often: loads first, since small numbers are simple. */
const ACTS: readonly (readonly [weight: number, act: Act])[] = [
  [32, (a, p, c) => a.load(p, c)],
  [30, (a, p, c) => a.store(p, c)],
  [18, (a, p, c) => a.protect(p, c)],
  [4, (a, p, c) => a.unmap(p, c)],
  [3, (a, p, c) => a.mapRegion(p, c)],
  [3, (a, p, c) => a.mapOther(p, c)],
  [4, (a, p, c) => a.fork(p, c)],
  [3, (a, p) => a.exit(p)],
  [1, (a, p) => a.exec(p)],
  [4, (a, p, c) => a.advise(p, c)],
  [3, (a, p, c) => a.truncate(p, c)],
  [1, (a, p) => a.close(p)],
  [1, (a, p, c) => a.remap(p, c)],
  [3, (a, p, c) => a.present(p, c)],
  [1, (a) => a.tableBytes()],
];
/** Where regions have files. */
const REGION_ACTS: typeof ACTS = [...ACTS, [2, (a, p, c) => a.read(p, c)], [1, (a, p, c) => a.unlink(p, c)]];

export class Author {
  private readonly setting: Setting;
  protected readonly shift: number;
  private readonly geometry: Geometry;
  protected readonly slot: number;
  private readonly acts: typeof ACTS;
  private readonly weights: readonly number[];
  /** Pages of a mapping that all like to share, and the files that it is of. */
  protected readonly span: number;
  protected readonly shared: readonly [usual: string, other: string];
  protected readonly buf: number;
  private readonly side: number;
  private readonly files: Record<string, FileSetup>;
  private readonly actors: Actor[];
  protected readonly steps: Call[] = [];
  private born = 0;
  protected handles = 0;

  constructor(first: number, generation: string) {
    this.setting = SETTINGS[generation] ?? FLAGGED;
    this.shift = this.setting.shift;
    const c = new Choice(first);
    this.geometry = this.setting.geometries[c.below(4) === 3 ? 1 : 0];
    this.slot = this.geometry.entriesPerTable;
    const top = this.slot ** (this.geometry.levels - 1);
    const { inMsharefs = false } = this.setting;
    this.acts = inMsharefs ? REGION_ACTS : ACTS;
    this.weights = this.acts.map(([weight]) => weight);
    this.span = inMsharefs ? top : this.slot;
    this.shared = inMsharefs ? ['one', 'two'] : ['db', 'log'];
    this.buf = inMsharefs ? top : 8 * (top / 16);
    this.side = inMsharefs ? 2 * top : this.buf + top / 4;
    const size = toHex((2 + c.below(2)) * this.slot, 0, this.shift);
    this.files = { db: { size, ...this.setting.content }, log: { size } };
    if (inMsharefs) for (const name of this.shared) this.files[name] = { size: '0x0', on: 'msharefs' };
    if (inMsharefs) this.steps.push({ call: 'mount', process: nameOf(0) });
    this.actors = [this.newActor(), this.newActor(), ...(c.below(2) === 1 ? [this.newActor()] : [])];
    for (const actor of this.actors.slice(0, 2)) this.mapRegion(actor, new Choice(0));
    if (this.setting.byFork) this.fork(this.actors[0]!, new Choice(0));
  }

  /** One more call. */
  act(number: number): void {
    const c = new Choice(number);
    const actor = this.actors[c.below(this.actors.length)]!;
    const i = c.weighted(this.weights);
    if (actor.mapped.length === 0 && i < 4) this.mapRegion(actor, c);
    else this.acts[i]![1](this, actor, c);
  }

  get length(): number {
    return this.steps.length;
  }

  trace(id: string, title: string, origin: Trace['origin'], generation: string): Trace {
    const processes = this.actorsAtStart();
    return {
      format: 1,
      id,
      title,
      rules: [],
      origin,
      generation,
      ...(this.geometry === DEFAULT_GEOMETRY ? {} : { geometry: this.geometry }),
      files: this.files,
      regions: { buf: toHex(this.buf, 0, this.shift), side: toHex(this.side, 0, this.shift) },
      processes,
      steps: this.steps,
    };
  }

  private actorsAtStart(): string[] {
    const children = new Set(this.steps.map((s) => (s.call === 'fork' ? s.child : '')));
    return Array.from({ length: this.born }, (_, i) => nameOf(i)).filter((name) => !children.has(name));
  }

  private newActor(): Actor {
    return { name: nameOf(this.born++), descriptors: new Map(), mapped: [] };
  }

  private cpu(c: Choice): number {
    return c.below(this.geometry.cpus);
  }

  /** A page of a mapping: its first, second, last or any; now and then the page beyond. */
  private pageOf(m: Mapped, c: Choice): number {
    const picks = [0, 1, m.pages - 1, c.below(m.pages), m.pages];
    return m.page + picks[c.weighted([8, 4, 3, 6, 1])]!;
  }

  protected place(page: number, offset: number): string {
    const base = page >= this.side ? this.side : this.buf;
    const delta = toHex(page - base, offset, this.shift);
    return page < this.buf
      ? toHex(page, offset, this.shift)
      : `${base === this.side ? 'side' : 'buf'}${delta === '0x0' ? '' : `+${delta}`}`;
  }

  private mappingOf(actor: Actor, c: Choice): Mapped {
    return actor.mapped.length === 0 ? { page: this.buf, pages: this.span, kind: 'region' } : c.of(actor.mapped);
  }

  load(p: Actor, c: Choice): void {
    const page = this.pageOf(this.mappingOf(p, c), c);
    this.steps.push({ call: 'load', process: p.name, cpu: this.cpu(c), addr: this.place(page, c.below(2) * 9) });
  }

  store(p: Actor, c: Choice): void {
    const page = this.pageOf(this.mappingOf(p, c), c);
    const value = 1 + c.below(255);
    this.steps.push({ call: 'store', process: p.name, cpu: this.cpu(c), addr: this.place(page, c.below(2) * 9), value });
  }

  present(p: Actor, c: Choice): void {
    this.steps.push({ call: 'present', process: p.name, addr: this.place(this.pageOf(this.mappingOf(p, c), c), 0) });
  }

  tableBytes(): void {
    this.steps.push({ call: 'table-bytes' });
  }

  /** All of a mapping, one page, or a run of pages in it. */
  private range(m: Mapped, c: Choice): { addr: string; length: string } {
    const kind = c.below(3);
    const from = kind === 0 ? 0 : c.below(m.pages);
    const pages = kind === 0 ? m.pages : kind === 1 ? 1 : 1 + c.below(m.pages - from);
    return { addr: this.place(m.page + from, 0), length: toHex(pages, 0, this.shift) };
  }

  protect(p: Actor, c: Choice): void {
    const prot = PROTS[c.weighted([3, 5, 2, 1, 1])]!;
    this.steps.push({ call: 'mprotect', process: p.name, cpu: this.cpu(c), ...this.range(this.mappingOf(p, c), c), prot });
  }

  unmap(p: Actor, c: Choice): void {
    const m = this.mappingOf(p, c);
    const part = c.below(4) === 3;
    const range = part ? this.range(m, c) : { addr: this.place(m.page, 0), length: toHex(m.pages, 0, this.shift) };
    this.steps.push({ call: 'munmap', process: p.name, cpu: this.cpu(c), ...range });
    if (!part) p.mapped = p.mapped.filter((other) => other !== m);
  }

  /** The file's descriptor, opened when there is none. */
  protected descriptor(p: Actor, file: string, c: Choice): string {
    const known = p.descriptors.get(file);
    if (known !== undefined) return known;
    const as = `fd${this.handles++}`;
    const mode = c.below(12) === 11 ? 'O_RDONLY' : 'O_RDWR';
    const flags: OpenFlags = this.files[file]?.on === 'msharefs' ? [mode, 'O_CREAT'] : [mode];
    this.steps.push({ call: 'open', process: p.name, file, flags, as });
    p.descriptors.set(file, as);
    return as;
  }

  /** The key that all like to share; now and then one that differs in a part, or another protection. */
  mapRegion(p: Actor, c: Choice): void {
    const odd = c.weighted([14, 1, 1, 1, 1, 1, 1]);
    const file = this.shared[odd === 1 ? 1 : 0];
    const base = odd === 1 && this.setting.inMsharefs ? this.side + (c.below(4) === 3 ? 1 : 0) : this.buf;
    const page = base + (odd === 2 ? this.span : odd === 3 ? 1 : 0);
    const pages = odd === 4 ? 2 * this.span : this.span;
    const offset = odd === 5 ? toHex(this.slot, 0, this.shift) : '0x0';
    const prot = PROTS[odd === 6 ? 1 : 0]!;
    const flags = odd === 6 ? (this.setting.readOnly ?? this.setting.sharing) : this.setting.sharing;
    this.map(p, c, file, { page, pages, kind: 'region' }, prot, [...flags], offset);
  }

  mapOther(p: Actor, c: Choice): void {
    const kind = this.setting.others[c.below(3)]!;
    const pages = [1, 3, this.slot, this.slot + 1][c.below(4)]!;
    const page = this.side + [0, 2, this.slot][c.below(3)]!;
    const shared = kind === 'plain' || (kind === 'anonymous' && c.below(2) === 1);
    const flags: MapFlags = [shared ? 'MAP_SHARED' : 'MAP_PRIVATE', 'MAP_FIXED'];
    if (kind === 'anonymous') flags.push('MAP_ANONYMOUS');
    if (c.below(4) === 3 && this.setting.sharing.includes('MAP_SHARED_PT')) flags.push('MAP_SHARED_PT');
    this.map(p, c, 'db', { page, pages, kind }, PROTS[0]!, flags, toHex(c.below(2), 0, this.shift));
  }

  protected map(p: Actor, c: Choice, file: string, m: Mapped, prot: Prot, flags: MapFlags, offset: string): void {
    const fd = flags.includes('MAP_ANONYMOUS') ? {} : { fd: this.descriptor(p, file, c) };
    const cpu = this.cpu(c);
    this.steps.push({
      call: 'mmap',
      process: p.name,
      cpu,
      addr: this.place(m.page, 0),
      length: toHex(m.pages, 0, this.shift),
      prot,
      flags,
      ...fd,
      offset,
    });
    p.mapped = [...p.mapped.filter((o) => o.page + o.pages <= m.page || o.page >= m.page + m.pages), m];
  }

  fork(p: Actor, c: Choice): void {
    if (this.actors.length >= MOST_PROCESSES) {
      this.load(p, c);
      return;
    }
    const child = this.newActor();
    child.mapped = [...p.mapped];
    for (const [file, fd] of p.descriptors) child.descriptors.set(file, fd);
    this.actors.push(child);
    this.steps.push({ call: 'fork', process: p.name, child: child.name });
  }

  /** The last but one to live stays. */
  exit(p: Actor): void {
    if (this.actors.length <= 2) {
      this.exec(p);
      return;
    }
    this.steps.push({ call: 'exit', process: p.name });
    this.actors.splice(this.actors.indexOf(p), 1);
  }

  exec(p: Actor): void {
    this.steps.push({ call: 'exec', process: p.name });
    p.mapped = [];
  }

  advise(p: Actor, c: Choice): void {
    const advice = c.below(2) === 0 ? 'MADV_DONTNEED' : 'MADV_REMOVE';
    this.steps.push({ call: 'madvise', process: p.name, cpu: this.cpu(c), ...this.range(this.mappingOf(p, c), c), advice });
  }

  truncate(p: Actor, c: Choice): void {
    const fd = this.descriptor(p, 'db', c);
    const sizes = [1, this.slot / 2, this.slot, 2 * this.slot];
    this.steps.push({ call: 'ftruncate', process: p.name, fd, size: toHex(c.of(sizes), c.below(3) === 2 ? 100 : 0, this.shift) });
  }

  close(p: Actor): void {
    const [file, fd] = [...p.descriptors][0] ?? [];
    if (file === undefined || fd === undefined) {
      this.tableBytes();
      return;
    }
    this.steps.push({ call: 'close', process: p.name, fd });
    p.descriptors.delete(file);
  }

  /** Where the region lies, as its file tells. */
  read(p: Actor, c: Choice): void {
    const fd = this.descriptor(p, this.shared[c.weighted([6, 1])]!, c);
    this.steps.push({ call: 'read', process: p.name, fd, length: toHex(0, [16, 8, 0][c.weighted([6, 2, 1])]!, this.shift) });
  }

  unlink(p: Actor, c: Choice): void {
    this.steps.push({ call: 'unlink', process: p.name, file: this.shared[c.weighted([6, 1])]! });
  }

  remap(p: Actor, c: Choice): void {
    const m = this.mappingOf(p, c);
    const length = toHex(m.pages, 0, this.shift);
    const newLength = toHex(Math.max(1, m.pages + c.below(3) - 1), 0, this.shift);
    this.steps.push({
      call: 'mremap',
      process: p.name,
      addr: this.place(m.page, 0),
      oldLength: length,
      newLength,
      flags: c.below(2) === 0 ? [] : ['MREMAP_MAYMOVE'],
    });
  }
}

/** A, B, … Z, P26, P27 … */
function nameOf(i: number): string {
  return i < 26 ? String.fromCharCode(65 + i) : `P${i}`;
}
