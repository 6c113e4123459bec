/** A freed page is overwritten with this byte, so that a stale translation shows. */
const POISON = 0xaa;

/** One physical page. Most pages hold one byte throughout; `bytes` exists from the first store on. */
export class Frame {
  readonly id: number;
  /** Leaf entries that map it, and one more for the page cache. */
  refs = 0;
  /** In a page cache: never written through a private mapping. */
  cached = false;
  fill = 0;
  bytes: Uint8Array | undefined = undefined;

  constructor(id: number) {
    this.id = id;
  }
}

/** Physical memory. The frame freed last is the first to be used again. */
export class Frames {
  allocated = 0;
  freed = 0;
  private readonly all: Frame[] = [new Frame(0)];
  private readonly free: number[] = [];
  /** Pages that are in no use now, and those of other sizes. */
  private spare: Uint8Array[] = [];
  private readonly pools: Map<number, Uint8Array[]> = new Map();
  private used = 0;
  private pageSize = 0;

  reset(pageSize: number): void {
    if (pageSize !== this.pageSize) this.changeSize(pageSize);
    this.free.length = 0;
    this.used = 0;
    this.allocated = 0;
    this.freed = 0;
  }

  /** A frame that is used again drops its page then; here those of the old size go. */
  private changeSize(pageSize: number): void {
    for (const frame of this.all) this.dropBytes(frame);
    this.pools.set(this.pageSize, this.spare);
    this.spare = this.pools.get(pageSize) ?? [];
    this.pageSize = pageSize;
  }

  at(id: number): Frame {
    return this.all[id] as Frame;
  }

  /** A page that holds `fill` throughout and that nobody refers to yet. */
  allocate(fill: number): Frame {
    this.allocated++;
    const frame = this.take();
    frame.refs = 0;
    frame.cached = false;
    this.fillWith(frame, fill);
    return frame;
  }

  /** Drops one reference; the last one frees. Throws when there was none. */
  release(frame: Frame): void {
    if (--frame.refs > 0) return;
    if (frame.refs < 0) throw new Error(`frame ${frame.id} released once too often`);
    this.fillWith(frame, POISON);
    this.freed++;
    this.free.push(frame.id);
  }

  read(frame: Frame, offset: number): number {
    return frame.bytes === undefined ? frame.fill : (frame.bytes[offset] as number);
  }

  write(frame: Frame, offset: number, value: number): void {
    this.bytesOf(frame)[offset] = value;
  }

  copy(from: Frame, to: Frame): void {
    if (from.bytes === undefined) this.fillWith(to, from.fill);
    else this.bytesOf(to).set(from.bytes);
  }

  /** Zeroes the page from this offset on. */
  zeroFrom(frame: Frame, offset: number): void {
    this.bytesOf(frame).fill(0, offset);
  }

  /** Frames that are free; the last is the next to be used. */
  freeIds(): readonly number[] {
    return this.free;
  }

  /** Gives a frame counts and content. `runs`, flat: where a run of equal bytes begins, and what it holds. */
  restore(frame: Frame, refs: number, cached: boolean, runs: readonly number[]): void {
    frame.refs = refs;
    frame.cached = cached;
    this.fillWith(frame, runs[1] as number);
    for (let i = 2; i < runs.length; i += 2) this.bytesOf(frame).fill(runs[i + 1] as number, runs[i]);
  }

  private take(): Frame {
    const id = this.free.pop();
    if (id !== undefined) return this.at(id);
    const next = ++this.used;
    return (this.all[next] ??= new Frame(next));
  }

  private fillWith(frame: Frame, fill: number): void {
    this.dropBytes(frame);
    frame.fill = fill;
  }

  private dropBytes(frame: Frame): void {
    if (frame.bytes === undefined) return;
    this.spare.push(frame.bytes);
    frame.bytes = undefined;
  }

  private bytesOf(frame: Frame): Uint8Array {
    if (frame.bytes !== undefined) return frame.bytes;
    const bytes = this.spare.pop() ?? new Uint8Array(this.pageSize);
    bytes.fill(frame.fill);
    frame.bytes = bytes;
    return bytes;
  }
}
