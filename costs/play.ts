import type { MachineBody } from '../reference/index.ts';
import type { Call } from '../schemas/contract.ts';
import type { Geometry, Outcome, Prot } from '../schemas/generated/types.ts';
import type { Cost } from './cost.ts';
import type { Manner, Seat } from './manner.ts';

/** What the machine is told, and the calls that are made. */
export interface Ground {
  readonly generation: string;
  readonly geometry: Geometry;
  readonly manner: Manner;
  /** Processes that are there at the beginning. */
  readonly processes: readonly string[];
}

/** Performs calls on a body and counts what they cost. Whatever does not succeed as it should is an error: nothing is priced that did not happen. */
export class Play {
  private readonly body: MachineBody;
  private readonly ground: Ground;
  private calls = 0;
  private entriesWritten = 0;
  private messages = 0;
  private blockedAccesses = 0;
  private faultsBefore = 0;
  private flushesBefore = 0;

  constructor(body: MachineBody, ground: Ground) {
    this.body = body;
    this.ground = ground;
    const { generation, geometry, manner, processes } = ground;
    body.reset({ generation, geometry, files: manner.files, processes: [...processes] });
    this.take();
  }

  create(seat: Seat): void {
    this.make(this.ground.manner.create(seat));
  }

  join(seat: Seat): void {
    this.make(this.ground.manner.join(seat));
  }

  fork(parent: string, child: string): void {
    this.make([{ call: 'fork', process: parent, child }]);
  }

  protect(seat: Seat, prot: Prot): void {
    this.make(this.ground.manner.protect(seat, prot));
  }

  leave(seat: Seat): void {
    this.make(this.ground.manner.leave(seat));
  }

  load(seat: Seat, page: number): void {
    this.access({ call: 'load', ...seat, addr: this.ground.manner.address(page) }, 'done');
  }

  store(seat: Seat, page: number): void {
    this.access({ call: 'store', ...seat, addr: this.ground.manner.address(page), value: 1 }, 'done');
  }

  /** A store that must end in SIGSEGV. */
  storeInVain(seat: Seat, page: number): void {
    this.access({ call: 'store', ...seat, addr: this.ground.manner.address(page), value: 1 }, 'fault');
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

  private make(calls: readonly Call[]): void {
    for (const call of calls) {
      this.calls++;
      this.access(call, 'done');
    }
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
