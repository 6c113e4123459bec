/** Each CPU of a guest has a TLB of its own, whether CPUs run at the same time or in turn: a translation outlives its entry where nobody flushes it. */
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../../../adapters/connect.ts';
import { Eyes } from '../../../adapters/kernel/eyes.ts';
import { MachineSight } from '../../../adapters/kernel/machine-sight.ts';
import { BASE, begin, mapFile, setupOf, succeed } from '../../../adapters/kernel/trial-steps.ts';
import type { Conversation } from '../../../adapters/wire/conversation.ts';
import { machinesOf, withoutMachine } from './here.ts';

const SLOT = '0x200000';
const ENTRY = 8;
const FRAME = 4096;

vi.setConfig({ testTimeout: 120_000 });

/** Entries of a table, in the memory of the machine. */
class Table {
  private readonly at: number;
  private readonly fd: number;

  constructor(frame: number) {
    const [machine] = machinesOf(process.pid);
    this.fd = openSync(join(machine?.folder ?? '', 'memory'), 'r+');
    this.at = frame * FRAME;
  }

  read(index: number): Buffer {
    const entry = Buffer.alloc(ENTRY);
    readSync(this.fd, entry, 0, ENTRY, this.at + index * ENTRY);
    return entry;
  }

  write(index: number, entry: Buffer): void {
    writeSync(this.fd, entry, 0, ENTRY, this.at + index * ENTRY);
  }

  close(): void {
    closeSync(this.fd);
  }
}

describe.skipIf(withoutMachine() !== undefined)('a translation that nobody flushed', () => {
  afterEach(() => vi.restoreAllMocks());

  it.each(['single', 'multi'])('is used by the CPU that has it, and by no other: thread=%s', async (thread) => {
    let talk: { conversation: Conversation; eyes: Eyes } | undefined;
    const inner = Reflect.get(MachineSight.prototype, 'begin');
    vi.spyOn(MachineSight.prototype, 'begin').mockImplementation(async function keep(this: MachineSight, conversation: Conversation) {
      await inner.call(this, conversation);
      talk = { conversation, eyes: Reflect.get(this, 'eyes') as Eyes };
    });
    const stage = await connect(`qemu:?thread=${thread}`);
    try {
      if (talk === undefined) throw new Error('the machine was not begun');
      const bench = talk;
      const setup = setupOf(FRAME, 4, ['A', 'B'], SLOT);
      await begin(bench, { ...setup, geometry: { ...setup.geometry, cpus: 2 }, files: { file: { size: SLOT, content: 'page-numbers' } } });
      for (const process of ['A', 'B']) await mapFile(bench, process, SLOT);
      const load = (process: string, cpu: number, page: number) =>
        succeed(bench, { call: 'load', process, cpu, addr: `0x${(BigInt(BASE) + BigInt(page * FRAME)).toString(16)}` });
      await load('A', 1, 1);
      await load('A', 1, 0);
      // B has touched nothing: the only leaf table is A's.
      const leaf = (await bench.eyes.look()).tables.find(({ level }) => level === 1);
      const table = new Table(leaf?.id ?? 0);
      const [first, second] = [table.read(0), table.read(1)];
      expect(first.equals(second)).toBe(false);
      // Behind the kernel's back: page 0 of the mapping is page 1 of the file.
      table.write(0, second);
      const stale = await load('A', 1, 0);
      const elsewhere = await load('A', 0, 0);
      // Another address space on that CPU, and the TLB is new.
      await load('B', 1, 2);
      const fresh = await load('A', 1, 0);
      table.write(0, first);
      table.close();
      expect([stale, elsewhere, fresh]).toEqual([1, 2, 2].map((value) => ({ result: 'done', value })));
    } finally {
      await stage.stop();
    }
  });
});
