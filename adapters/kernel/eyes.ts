/** What can be seen of a guest from outside: the page tables of its processes, read from its memory. */
import type { Call, Setup } from '../../schemas/contract.ts';
import type { MmShot, Snapshot, TableShot } from '../../schemas/generated/types.ts';
import type { Conversation } from '../wire/conversation.ts';
import { GuestMemory } from './guest-memory.ts';
import { readKernelMap } from './kernel-map.ts';
import type { KernelMap } from './kernel-map.ts';
import { TableReader } from './page-tables.ts';
import { maps, pids } from './questions.ts';
import { listTasks } from './tasks.ts';
import type { AddressSpace } from './tasks.ts';

/** A stack may grow into the room below it. */
const STACK_ROOM = 0x10_0000n;
const USER_END = 0x7fff_ffff_f000n;
const SMALL_SHIFT = 12n;
const LARGE_SHIFT = 21n;

/** Steps after which other processes exist, or have other address spaces. A number that is gone is in no list of tasks. */
const CHANGES_SPACES: ReadonlySet<string> = new Set(['fork', 'exec', 'exit']);

export class Eyes {
  private readonly memory: GuestMemory;
  readonly map: KernelMap;
  private readonly reader: TableReader;
  private readonly conversation: Conversation;
  private numbers: ReadonlyMap<string, number> | undefined;
  private spaces: readonly { readonly process: string; readonly space: AddressSpace }[] | undefined;

  private constructor(conversation: Conversation, memory: GuestMemory, map: KernelMap) {
    this.conversation = conversation;
    this.memory = memory;
    this.map = map;
    this.reader = new TableReader(memory);
  }

  /**
   * @param path the file that holds the guest's memory
   * @param map of the same guest, saved and gone on with; read from the guest where left out
   * Throws Error, Lost where the kernel keeps its map to itself.
   */
  static async open(conversation: Conversation, path: string, map?: KernelMap): Promise<Eyes> {
    const memory = new GuestMemory(path);
    try {
      return new Eyes(conversation, memory, map ?? (await readKernelMap(conversation, memory)));
    } catch (error) {
      memory.close();
      throw error;
    }
  }

  /** A world was made: nothing has been mapped in it yet. */
  async begin({ geometry, processes }: Setup): Promise<void> {
    this.spaces = undefined;
    this.numbers = undefined;
    const [first] = processes;
    // Nothing of the trace is mapped yet: what there is belongs to the agent, in all processes at the same place.
    const [own, numbers] = await Promise.all([first === undefined ? [] : maps(this.conversation, first), pids(this.conversation)]);
    this.numbers = numbers;
    const leaf = geometry.pageSize === 4096 ? 1 : 2;
    this.reader.begin({ levels: geometry.levels + leaf - 1, leaf, hidden: hiddenPages(own, leaf === 1 ? SMALL_SHIFT : LARGE_SHIFT) });
  }

  after(call: Call): void {
    if (CHANGES_SPACES.has(call.call)) this.spaces = undefined;
    if (call.call === 'fork') this.numbers = undefined;
  }

  /** The tables of all processes of the trace. They sleep while they are looked at. */
  async look(): Promise<Snapshot> {
    this.spaces ??= await this.findSpaces();
    const tables = new Map<number, TableShot>();
    const ids = new Map<bigint, number>();
    const mms: MmShot[] = [];
    for (const { process, space } of this.spaces) {
      if (ids.has(space.mm)) continue;
      ids.set(space.mm, mms.length + 1);
      mms.push({ id: mms.length + 1, process, host: null, root: this.reader.walk(space.top, tables) });
    }
    return { mms, tables: [...tables.values()] };
  }

  /** Top tables by process, as the kernel's list of tasks has them. */
  async tops(): Promise<Map<string, bigint>> {
    // Of tasks, too, that were made by no call of the protocol.
    this.numbers = undefined;
    return new Map((await this.findSpaces()).map(({ process, space }) => [process, space.top]));
  }

  close(): void {
    this.memory.close();
  }

  private async findSpaces(): Promise<{ readonly process: string; readonly space: AddressSpace }[]> {
    this.numbers ??= await pids(this.conversation);
    const tasks = listTasks(this.memory, this.map);
    return [...this.numbers].flatMap(([process, pid]) => {
      const space = tasks.get(pid);
      return space === undefined ? [] : [{ process, space }];
    });
  }
}

/** Ranges in pages. The uppermost is the stack, with the room into which it grows. */
function hiddenPages(own: readonly bigint[], shift: bigint): number[] {
  const pages: number[] = [];
  const upper = (address: bigint): number => Number((address + (1n << shift) - 1n) >> shift);
  for (let i = 0; i + 1 < own.length; i += 2) {
    const [start = 0n, end = 0n] = own.slice(i, i + 2);
    const stack = end === USER_END;
    pages.push(Number((stack ? start - STACK_ROOM : start) >> shift), upper(end));
  }
  return pages;
}
