/** The successors of a state of the sharing model, written by editing the words of the state. */
import type { Successors } from '../../successors.ts';
import { OFFSETS, PROTECTIONS, numbersOf } from './actions.ts';
import { aliveBit, attachedBit, blockAt, entryAt, linkBits } from './layout.ts';
import type { Layout } from './layout.ts';

type Write = (state: Int32Array, at: number, out: Successors) => void;
/** The part of one process, or of one process and one file. */
type PartOf<Who extends number[]> = (state: Int32Array, at: number, out: Successors, ...who: Who) => void;

/** Adds a successor that differs in word 0 and in the word of one host. */
function put(out: Successors, action: number, state: Int32Array, at: number, processes: number, file: number, host: number): void {
  const { words, width } = out;
  const to = out.count * width;
  words[to] = processes;
  for (let k = 1; k < width; k++) words[to + k] = state[at + k]!;
  words[to + 1 + file] = host;
  out.actions[out.count] = action;
  out.count++;
}

/** mmap: only the offset 0 attaches, and the first to attach decides the protection. */
function mmapOf(layout: Layout): PartOf<[number, number]> {
  const numbers = numbersOf(layout);
  const fresh = [1, 2].map((protection) => {
    let host = layout.live;
    for (let b = 0; b < layout.blocks; b++) host |= protection << blockAt(layout, b);
    return host;
  });
  return (state, at, out, p, f) => {
    const processes = state[at]!;
    const host = state[at + 1 + f]!;
    const action = numbers.mmap(p, f);
    const attached = processes | attachedBit(layout, p, f);
    for (let i = 0; i < PROTECTIONS; i++) put(out, action + i, state, at, attached, f, ((host & layout.live) !== 0 ? host : fresh[i]!) + 1);
    for (let i = PROTECTIONS; i < OFFSETS * PROTECTIONS; i++) put(out, action + i, state, at, processes, f, host);
  };
}

/** Loads and stores, and mprotect, of each block that the process has attached. */
function blockOf(layout: Layout): PartOf<[number, number, number]> {
  const numbers = numbersOf(layout);
  const { pages } = layout;
  const low = (4 ** pages - 1) / 3;
  return (state, at, out, p, f, b) => {
    const processes = state[at]!;
    const host = state[at + 1 + f]!;
    const block = blockAt(layout, b);
    const linked = processes | linkBits(layout, p, f, b);
    const tabled = host | (4 << block);
    const writable = ((host >>> block) & 3) === 2;
    const access = numbers.access(p, f, b);
    for (let g = 0; g < pages; g++) {
      const entry = entryAt(layout, b, g);
      const present = (host >>> entry) & 3;
      put(out, access + 2 * g, state, at, linked, f, present === 0 ? tabled | (1 << entry) : tabled);
      if (writable) put(out, access + 2 * g + 1, state, at, linked, f, (tabled & ~(3 << entry)) | (2 << entry));
      else put(out, access + 2 * g + 1, state, at, processes, f, host);
    }
    const others = host & ~(3 << block);
    const first = entryAt(layout, b, 0);
    // An entry is 0, 1 or 2: what grants writing (2) grants reading (1) from now on.
    const entries = (host >>> first) & (3 * low);
    const readable = (entries | (entries >>> 1)) & low;
    const mprotect = numbers.mprotect(p, f, b);
    put(out, mprotect, state, at, processes, f, (others & ~((3 * low) << first)) | (readable << first) | (1 << block));
    put(out, mprotect + 1, state, at, processes, f, others | (2 << block));
  };
}

/** The word of a host after one process has detached: nothing is left of it after the last. */
function detached(host: number, layout: Layout): number {
  return (host & layout.referenceMask) === 1 ? 0 : host - 1;
}

/** munmap of one file, and exit, which the last process does not do. */
function leaveOf(layout: Layout): { munmap: PartOf<[number, number]>; exit: PartOf<[number]> } {
  const numbers = numbersOf(layout);
  return {
    munmap(state, at, out, p, f) {
      const gone = attachedBit(layout, p, f) | linkBits(layout, p, f);
      put(out, numbers.munmap(p, f), state, at, state[at]! & ~gone, f, detached(state[at + 1 + f]!, layout));
    },
    exit(state, at, out, p) {
      const processes = state[at]!;
      const record = (2 ** layout.record - 1) << (p * layout.record);
      const to = out.count * layout.width;
      put(out, numbers.exit(p), state, at, processes & ~record, 0, state[at + 1]!);
      for (let f = 0; f < layout.files; f++) {
        if ((processes & attachedBit(layout, p, f)) !== 0) out.words[to + 1 + f] = detached(state[at + 1 + f]!, layout);
      }
    },
  };
}

/** The child is attached where its parent is, and has linked nothing yet. */
function forkOf(layout: Layout): PartOf<[number, number]> {
  const numbers = numbersOf(layout);
  return (state, at, out, p, child) => {
    let processes = state[at]! | aliveBit(layout, child);
    const to = out.count * layout.width;
    put(out, numbers.fork(p, child), state, at, processes, 0, state[at + 1]!);
    for (let f = 0; f < layout.files; f++) {
      if ((processes & attachedBit(layout, p, f)) === 0) continue;
      processes |= attachedBit(layout, child, f);
      out.words[to + 1 + f]!++;
    }
    out.words[to] = processes;
  };
}

/** Of the host's side: takes away one entry. */
function reclaimOf(layout: Layout): PartOf<[number]> {
  const numbers = numbersOf(layout);
  return (state, at, out, f) => {
    const host = state[at + 1 + f]!;
    for (let b = 0; b < layout.blocks; b++) {
      for (let g = 0; g < layout.pages; g++) {
        const mask = 3 << entryAt(layout, b, g);
        if ((host & mask) !== 0) put(out, numbers.reclaim(f, b) + g, state, at, state[at]!, f, host & ~mask);
      }
    }
  };
}

export function successorsOf(layout: Layout): Write {
  const [mmap, block, fork, reclaim] = [mmapOf(layout), blockOf(layout), forkOf(layout), reclaimOf(layout)];
  const { munmap, exit } = leaveOf(layout);
  const { processes, files, blocks } = layout;
  const fileOf: PartOf<[number, number]> = (state, at, out, p, f) => {
    if ((state[at]! & attachedBit(layout, p, f)) === 0) return mmap(state, at, out, p, f);
    for (let b = 0; b < blocks; b++) block(state, at, out, p, f, b);
    munmap(state, at, out, p, f);
  };
  return (state, at, out) => {
    const word = state[at]!;
    let alive = 0;
    for (let p = 0; p < processes; p++) if ((word & aliveBit(layout, p)) !== 0) alive++;
    for (let p = 0; p < processes; p++) {
      if ((word & aliveBit(layout, p)) === 0) continue;
      for (let f = 0; f < files; f++) fileOf(state, at, out, p, f);
      if (alive > 1) exit(state, at, out, p);
      for (let child = 0; child < processes; child++) if ((word & aliveBit(layout, child)) === 0) fork(state, at, out, p, child);
    }
    for (let f = 0; f < files; f++) reclaim(state, at, out, f);
  };
}
