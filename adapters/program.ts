/** A program as a channel: its own process group, its standard input and output, and the end of its standard error. */
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Channel, ChannelEvents, OpenChannel } from './wire/channel.ts';
import type { Command } from './command.ts';
import { boundedEnvironment } from './environment.ts';
import { tailOf } from './tail.ts';
import type { Tail } from './tail.ts';

/** After the program has exited, for what is left in its pipes; a child of it that escaped may hold them open. */
const LINGER_MILLISECONDS = 200;
/** A program without an output has so long to exit by itself, and tell why. */
const SILENT_MILLISECONDS = 200;

/** Groups that run, so that none outlives this process. */
const groups = new Set<number>();
let guarding = false;

function endGroup(group: number): void {
  groups.delete(group);
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

function guard(group: number): void {
  groups.add(group);
  if (guarding) return;
  guarding = true;
  process.on('exit', () => groups.forEach(endGroup));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, endWithUs);
}

/** A signal that ends this process at once ends the groups too. Where somebody else listens, it does not end at once. */
function endWithUs(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  groups.forEach(endGroup);
  process.off(signal, endWithUs);
  process.kill(process.pid, signal);
}

function causeOf(code: number | null, signal: string | null): string {
  return signal === null ? `it exited with code ${code ?? 'unknown'}` : `it was ended by ${signal}`;
}

class Program implements Channel {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly events: ChannelEvents;
  private readonly tail: Tail;
  private readonly over: Promise<void>;
  private cause: string | undefined;
  private told = false;

  constructor(command: Command, folder: string, events: ChannelEvents) {
    this.events = events;
    this.child = spawn(command.program, command.args, {
      cwd: folder,
      env: boundedEnvironment(process.env),
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    if (this.child.pid !== undefined) guard(this.child.pid);
    this.tail = tailOf(this.child.stderr);
    this.over = this.listen();
  }

  write(lines: string): void {
    if (this.child.stdin.writable) this.child.stdin.write(lines, 'latin1');
  }

  hangUp(): void {
    this.child.stdin.end();
  }

  async end(): Promise<void> {
    this.told = true;
    this.kill();
    await this.over;
  }

  async ended(milliseconds: number): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    await Promise.race([this.over, new Promise((resolve) => (timer = setTimeout(resolve, milliseconds)))]);
    clearTimeout(timer);
  }

  lastWords(): string {
    return this.tail.text();
  }

  private listen(): Promise<void> {
    const { child } = this;
    // A body that is gone cannot read; its end is told by its exit.
    child.stdin.on('error', () => undefined);
    child.stdout.on('data', (bytes: Buffer) => {
      if (!this.told) this.events.onBytes(bytes);
    });
    child.stdout.on('end', () => this.silent());
    return new Promise((resolve) => {
      child.on('error', (error) => {
        this.cause ??= `it cannot be started: ${error.message}`;
        if (child.pid === undefined) this.close(resolve);
      });
      child.on('exit', (code, signal) => this.exited(causeOf(code, signal)));
      child.on('close', () => this.close(resolve));
    });
  }

  private exited(cause: string): void {
    this.cause ??= cause;
    this.kill();
    setTimeout(() => this.drop(), LINGER_MILLISECONDS).unref();
  }

  /** Its output has ended; perhaps it lives on. */
  private silent(): void {
    setTimeout(() => {
      this.cause ??= 'it closed its standard output';
      this.kill();
    }, SILENT_MILLISECONDS).unref();
  }

  private drop(): void {
    for (const stream of [this.child.stdin, this.child.stdout, this.child.stderr]) stream.destroy();
  }

  private close(resolve: () => void): void {
    resolve();
    if (this.told) return;
    this.told = true;
    this.events.onEnd(this.cause ?? 'it ended');
  }

  private kill(): void {
    const { pid } = this.child;
    if (pid !== undefined && groups.has(pid)) endGroup(pid);
  }
}

/** @param folder in which it runs */
export function programChannel(command: Command, folder: string): OpenChannel {
  return (events) => new Program(command, folder, events);
}
