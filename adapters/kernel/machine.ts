/** A virtual machine with the agent in it: QEMU, its memory as a file, its console and its monitor. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { guard } from './guard.ts';
import { openMonitor } from './qmp.ts';
import type { Monitor } from './qmp.ts';
import { resumeFrom } from './saved-machine.ts';
import type { SavedMachine } from './saved-machine.ts';
import { scratchFolder } from './scratch.ts';

/** As QEMU's `-accel tcg,thread=` has them. Each CPU has a TLB of its own either way. */
export type Thread = 'single' | 'multi';

export interface MachineOptions {
  readonly qemu: string;
  readonly kernel: string;
  readonly initramfs: Uint8Array;
  /** `virtio` where the guest has the drivers, else a serial line. */
  readonly channel: 'virtio' | 'serial';
  readonly cpus: number;
  /** Whether the CPUs take turns in one thread, or run at the same time. */
  readonly thread: Thread;
  readonly megabytes: number;
  /** More words for the command line of the kernel. */
  readonly append: readonly string[];
  /** Model of the CPU, as `-cpu` takes it; QEMU's own where left out. */
  readonly cpu?: string;
}

export interface Machine {
  /** Path of the file that holds the guest's memory. */
  readonly memory: string;
  readonly pid: number;
  readonly channel: Socket;
  /** False for one that boots: its agent will say, with an empty line, that it can be talked to. */
  readonly ready: boolean;
  readonly monitor: Monitor;
  /** What the guest's kernel has printed. */
  console(): string;
  /** Why it ended; pending while it runs. */
  readonly ended: Promise<string>;
  /** Ends QEMU by its process id, and deletes its files. */
  end(): Promise<void>;
}

const LAST_WORDS_MILLISECONDS = 200;
/** Sockets of QEMU appear a few milliseconds after its start. */
const SOCKET_MILLISECONDS = 10_000;

/**
 * What costs time under emulation and has no part in what is judged: memory that is zeroed before it is written, accounting by
 * cgroup, hooks of security modules, and ways around faults of real CPUs.
 */
const QUICK = ['init_on_alloc=0', 'cgroup_disable=memory', 'mitigations=off', 'psi=0', 'audit=0', 'lsm=capability'];

/** On a busy host a guest that measures how fast its time runs may be wrong by a factor, and its deadlines with it. */
const STEADY = ['tsc=reliable', 'no_timer_check', 'clocksource=hpet'];

function kernelWords({ channel, append }: MachineOptions): string {
  const device = channel === 'virtio' ? '/dev/vport0p1' : '/dev/ttyS1';
  const words = ['console=ttyS0,115200', 'quiet', 'panic=-1', 'oops=panic', 'random.trust_cpu=on', ...QUICK];
  // The agent's own memory lies at the same place in all processes, and pages of a file are not gathered behind the suite's back.
  const suite = ['norandmaps', 'transparent_hugepage=never', `ptshare.channel=${device}`];
  return [...words, ...STEADY, ...suite, ...append].join(' ');
}

function commandLine(folder: string, options: MachineOptions, incoming: boolean): string[] {
  const { channel, cpus, megabytes, cpu, thread } = options;
  // A CPU that has an answer hands it over itself: a thread for that would have to be woken, once for each step.
  const port = ['-device', 'virtio-serial-pci,ioeventfd=off', '-device', 'virtserialport,chardev=agent,name=agent'];
  return [
    ['-accel', `tcg,thread=${thread}`, '-M', 'pc,memory-backend=ram', '-m', `${megabytes}`, '-smp', `${cpus}`],
    ['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
    ['-object', `memory-backend-file,id=ram,size=${megabytes}M,mem-path=${join(folder, 'memory')},share=on`],
    ['-kernel', options.kernel, '-initrd', join(folder, 'initramfs'), '-append', kernelWords(options)],
    ['-chardev', `file,id=console,path=${join(folder, 'console')}`, '-serial', 'chardev:console'],
    ['-chardev', `socket,id=agent,path=${join(folder, 'agent')},server=on,wait=off`],
    ['-qmp', `unix:${join(folder, 'monitor')},server=on,wait=off`],
    channel === 'virtio' ? port : ['-serial', 'chardev:agent'],
    cpu === undefined ? [] : ['-cpu', cpu],
    incoming ? ['-incoming', 'defer'] : [],
  ].flat();
}

async function open(path: string, ended: Promise<string>): Promise<Socket> {
  let over: string | undefined;
  void ended.then((cause) => (over = cause));
  const until = performance.now() + SOCKET_MILLISECONDS;
  for (;;) {
    const socket = await tryToOpen(path);
    if (socket !== undefined) return socket;
    if (over !== undefined) throw new Error(over);
    if (performance.now() > until) throw new Error('QEMU does not listen');
    await pause(3);
  }
}

function tryToOpen(path: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(undefined));
  });
}

/** A code of 0: the guest was reset, which ends QEMU. */
function ending(code: number | null, signal: string | null, said: string): string {
  if (signal === 'SIGBUS') return 'QEMU ended by SIGBUS: the file system of its memory is full';
  if (signal === null && code === 0 && said === '') return 'the guest stopped, and QEMU ended with code 0';
  return `QEMU ended ${signal === null ? `with code ${code ?? 'unknown'}` : `by ${signal}`}${said === '' ? '' : `: ${said}`}`;
}

function causeOf(child: ChildProcess, errors: () => string): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`QEMU cannot be started: ${error.message}`));
    child.once('close', (code, signal) => resolve(ending(code, signal, errors().trim())));
  });
}

/** The folder, with all that QEMU reads. */
function prepare({ megabytes, initramfs }: MachineOptions, saved: SavedMachine | undefined): string {
  const folder = scratchFolder(megabytes);
  try {
    writeFileSync(join(folder, 'initramfs'), initramfs);
    writeFileSync(join(folder, 'console'), '');
    saved?.copyMemory(join(folder, 'memory'));
    return folder;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Starts QEMU, or goes on from a machine that was saved; resolves when it can be talked to, long before a guest that boots is up.
 * Throws Error with what QEMU says.
 */
export async function startMachine(options: MachineOptions, saved?: SavedMachine): Promise<Machine> {
  const folder = prepare(options, saved);
  let errors = '';
  // In a group of its own: an interrupt at the keyboard is for us, and we end it in good order.
  const child = spawn(options.qemu, commandLine(folder, options, saved !== undefined), {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-2000)));
  const ended = causeOf(child, () => errors);
  const watch = guard(folder, child.pid);
  let console = '';
  const readConsole = (): string => {
    if (existsSync(join(folder, 'console'))) console = readFileSync(join(folder, 'console'), 'latin1');
    return console;
  };
  const end = async (): Promise<void> => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
    readConsole();
    watch.release();
  };
  try {
    const monitor = await openMonitor(await open(join(folder, 'monitor'), ended));
    const channel = await open(join(folder, 'agent'), ended);
    if (saved !== undefined) await resumeFrom(monitor, saved);
    return {
      memory: join(folder, 'memory'),
      pid: child.pid ?? 0,
      channel,
      ready: saved !== undefined,
      monitor,
      console: readConsole,
      ended,
      end,
    };
  } catch (error) {
    // Where it ends by itself, it says why.
    const cause = await Promise.race([ended, pause(LAST_WORDS_MILLISECONDS)]);
    await end();
    throw cause === undefined ? error : new Error(cause);
  }
}
