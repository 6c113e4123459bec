/** A virtual machine as a channel to the agent in it. */
import type { Channel, ChannelEvents } from '../wire/channel.ts';
import type { Machine } from './machine.ts';

const CONSOLE_TAIL = 2048;
const NEWLINE = 0x0a;
/** What the kernel prints when it cannot go on. */
const PANIC = /Kernel panic|BUG: |Oops: |kernel BUG at/u;

class QemuChannel implements Channel {
  private readonly machine: Promise<Machine>;
  private readonly events: ChannelEvents;
  private running: Machine | undefined;
  private outgoing = '';
  private ready = false;
  private told = false;
  private words = '';

  constructor(machine: Promise<Machine>, events: ChannelEvents) {
    this.machine = machine;
    this.events = events;
    machine.then(
      (started) => this.begin(started),
      (error: unknown) => this.tell(error instanceof Error ? error.message : String(error)),
    );
  }

  write(lines: string): void {
    if (this.running === undefined || !this.ready) this.outgoing += lines;
    else if (this.running.channel.writable) this.running.channel.write(lines, 'latin1');
  }

  /** A machine does not notice that nobody talks to it. */
  hangUp(): void {
    this.outgoing = '';
  }

  async end(): Promise<void> {
    this.told = true;
    const machine = await this.machine.catch(() => undefined);
    if (machine === undefined) return;
    this.words = tailOf(machine);
    await machine.end();
  }

  async ended(milliseconds: number): Promise<void> {
    const machine = await this.machine.catch(() => undefined);
    if (machine === undefined) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    await Promise.race([machine.ended, new Promise((resolve) => (timer = setTimeout(resolve, milliseconds)))]);
    clearTimeout(timer);
  }

  lastWords(): string {
    return this.running === undefined || this.words !== '' ? this.words : tailOf(this.running);
  }

  private begin(machine: Machine): void {
    this.running = machine;
    machine.channel.on('data', (bytes: Buffer) => this.hear(machine, bytes));
    machine.channel.on('error', () => undefined);
    void this.tellEnd(machine);
    if (machine.ready) this.open(machine);
  }

  private open(machine: Machine): void {
    this.ready = true;
    if (this.outgoing !== '') machine.channel.write(this.outgoing, 'latin1');
    this.outgoing = '';
  }

  private hear(machine: Machine, bytes: Buffer): void {
    if (this.told) return;
    if (this.ready) return this.events.onBytes(bytes);
    // A driver may have said something of its own before the empty line.
    if (bytes.includes(NEWLINE)) this.open(machine);
  }

  private async tellEnd(machine: Machine): Promise<void> {
    const cause = await machine.ended;
    this.words = tailOf(machine);
    // QEMU leaves with code 0 when its guest has panicked.
    this.tell(PANIC.test(machine.console()) ? `the guest's kernel crashed: ${panicLine(machine)}` : cause);
  }

  private tell(cause: string): void {
    if (this.told) return;
    this.told = true;
    this.events.onEnd(cause);
  }
}

function tailOf(machine: Machine): string {
  const said = machine.console().replaceAll('\r', '').trim();
  return said === '' ? '' : `console of the guest:\n${said.slice(-CONSOLE_TAIL)}`;
}

function panicLine(machine: Machine): string {
  const line = machine
    .console()
    .split('\n')
    .find((text) => PANIC.test(text));
  return (line ?? '').replace(/^\[[\d. ]+\] /u, '').trim();
}

/** @param start begins the machine; its failure is the end of the channel */
export function qemuChannel(start: () => Promise<Machine>): (events: ChannelEvents) => Channel {
  return (events) => new QemuChannel(start(), events);
}
