/** A machine that was saved when its guest was up: going on from there takes a tenth of a boot. */
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { guard } from './guard.ts';
import type { Monitor } from './qmp.ts';
import { scratchFolder } from './scratch.ts';

export interface SavedMachine {
  /** File of what QEMU knows besides the memory. */
  readonly state: string;
  copyMemory(to: string): void;
  drop(): void;
}

/** Memory that is a shared file stays where it is, and is copied as a file. */
const CAPABILITY = { capabilities: [{ capability: 'x-ignore-shared', state: true }] };
const WAIT_MILLISECONDS = 10_000;

/** Holes stay holes: most of the memory was never touched. */
function copySparse(from: string, to: string): void {
  execFileSync('cp', ['--sparse=always', from, to]);
}

/** Waits until the monitor's answer says so. */
async function until(monitor: Monitor, query: string, good: string, bad: readonly string[]): Promise<void> {
  const end = performance.now() + WAIT_MILLISECONDS;
  for (;;) {
    const { status } = ((await monitor.command(query)) ?? {}) as { readonly status?: string };
    if (status === good) return;
    if (status !== undefined && bad.includes(status)) throw new Error(`the machine is ${status}`);
    if (performance.now() > end) throw new Error(`the machine is ${status ?? 'silent'}, not ${good}`);
    await pause(2);
  }
}

/** Saves a machine whose guest is idle, and lets it go on. Throws Error where QEMU cannot, InputError where there is no room. */
export async function saveMachine(monitor: Monitor, memory: string): Promise<SavedMachine> {
  const folder = scratchFolder(Math.ceil((statSync(memory).blocks * 512) / 2 ** 20));
  const watch = guard(folder);
  const state = join(folder, 'state');
  try {
    await monitor.command('stop');
    await monitor.command('migrate-set-capabilities', CAPABILITY);
    await monitor.command('migrate', { uri: `exec:cat > '${state}'` });
    await until(monitor, 'query-migrate', 'completed', ['failed', 'cancelled']);
    copySparse(memory, join(folder, 'memory'));
    await monitor.command('cont');
  } catch (error) {
    watch.release();
    await monitor.command('cont').catch(() => undefined);
    throw error;
  }
  return { state, copyMemory: (to) => copySparse(join(folder, 'memory'), to), drop: () => watch.release() };
}

/** In a QEMU that waits for a state, with a copy of the memory. */
export async function resumeFrom(monitor: Monitor, saved: SavedMachine): Promise<void> {
  await monitor.command('migrate-set-capabilities', CAPABILITY);
  await monitor.command('migrate-incoming', { uri: `exec:cat '${saved.state}'` });
  await until(monitor, 'query-migrate', 'completed', ['failed']);
  await monitor.command('cont');
}
