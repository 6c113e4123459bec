import type { MachineBody } from '../reference/index.ts';
import { toHex } from '../schemas/address.ts';
import type { Call } from '../schemas/contract.ts';
import type { Geometry, MapFlags, Outcome, Prot } from '../schemas/generated/types.ts';
import type { Cost } from './cost.ts';

/** Who makes an access or a call: a process, on a CPU. */
export interface Seat {
  readonly process: string;
  readonly cpu: number;
}

/** What the machine is told about the range that is shared. */
export interface Ground {
  readonly generation: string;
  readonly geometry: Geometry;
  /** Of the range and of the file behind it. */
  readonly pages: number;
  /** Processes that are there at the beginning. */
  readonly processes: readonly string[];
}

const READ_WRITE: Prot = ['PROT_READ', 'PROT_WRITE'];

/** Performs calls on a body and counts what they cost. Whatever does not succeed as it should is an error: nothing is priced that did not happen. */
export class Play {
  private readonly body: MachineBody;
  private readonly ground: Ground;
  private readonly shift: number;
  private calls = 0;
  private entriesWritten = 0;
  private messages = 0;
  private blockedAccesses = 0;
  private faultsBefore = 0;
  private flushesBefore = 0;

  constructor(body: MachineBody, ground: Ground) {
    this.body = body;
    this.ground = ground;
    this.shift = Math.log2(ground.geometry.pageSize);
    body.reset({
      generation: ground.generation,
      geometry: ground.geometry,
      files: { pool: { size: toHex(ground.pages, 0, this.shift) } },
      processes: [...ground.processes],
    });
    this.take();
  }

  /** Opens the file and maps all of it, at one address. */
  map(seat: Seat, flags: MapFlags): void {
    this.call({ call: 'open', process: seat.process, file: 'pool', flags: ['O_RDWR'], as: 'fd' });
    const { addr, length } = this.range();
    this.call({ call: 'mmap', ...seat, addr, length, prot: READ_WRITE, flags, fd: 'fd', offset: '0x0' });
  }

  fork(parent: string, child: string): void {
    this.call({ call: 'fork', process: parent, child });
  }

  protect(seat: Seat, prot: Prot): void {
    this.call({ call: 'mprotect', ...seat, ...this.range(), prot });
  }

  unmap(seat: Seat): void {
    this.call({ call: 'munmap', ...seat, ...this.range() });
  }

  load(seat: Seat, page: number): void {
    this.access({ call: 'load', ...seat, addr: this.addressOf(page) }, 'done');
  }

  store(seat: Seat, page: number): void {
    this.access({ call: 'store', ...seat, addr: this.addressOf(page), value: 1 }, 'done');
  }

  /** A store that must end in SIGSEGV. */
  storeInVain(seat: Seat, page: number): void {
    this.access({ call: 'store', ...seat, addr: this.addressOf(page), value: 1 }, 'fault');
  }

  /** One message from one process to another. */
  send(): void {
    this.messages++;
  }

  /** One access that has to wait. */
  block(): void {
    this.blockedAccesses++;
  }

  /** What has been counted since the last time; bytes are those of this moment. */
  take(): Cost {
    const { machine } = this.body;
    const { live } = machine.tables;
    const { tableBytes } = machine.layout;
    const cost = {
      calls: this.calls,
      faults: machine.faults - this.faultsBefore,
      tableBytes: live.length * tableBytes,
      leafBytes: live.filter(({ level }) => level === 1).length * tableBytes,
      flushes: machine.flushes - this.flushesBefore,
      entriesWritten: this.entriesWritten,
      messages: this.messages,
      blockedAccesses: this.blockedAccesses,
    };
    this.calls = this.entriesWritten = this.messages = this.blockedAccesses = 0;
    this.faultsBefore = machine.faults;
    this.flushesBefore = machine.flushes;
    return cost;
  }

  private range(): { addr: string; length: string } {
    return { addr: this.addressOf(0), length: toHex(this.ground.pages, 0, this.shift) };
  }

  /** The range begins in the middle of the lower half, at the beginning of a top entry. */
  private addressOf(page: number): string {
    const { entriesPerTable, levels } = this.ground.geometry;
    return toHex((entriesPerTable / 4) * entriesPerTable ** (levels - 1) + page, 0, this.shift);
  }

  private call(call: Call): void {
    this.calls++;
    this.expect(call, this.body.step(call), 'done');
    this.entriesWritten += this.body.machine.entriesWritten;
  }

  private access(call: Call, result: Outcome['result']): void {
    this.expect(call, this.body.step(call), result);
    this.entriesWritten += this.body.machine.entriesWritten;
  }

  private expect(call: Call, seen: Outcome, result: Outcome['result']): void {
    if (seen.result === result) return;
    throw new Error(`${this.ground.generation}: ${call.call} should end with ${result}, and answers ${JSON.stringify(seen)}`);
  }
}
