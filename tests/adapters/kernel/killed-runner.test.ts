/** The program that runs the suite is killed: no machine lives on, and none of its files. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { isAlive, machinesOf, withoutMachine } from './here.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

vi.setConfig({ testTimeout: 120_000 });

describe.skipIf(withoutMachine() !== undefined)('a run on a machine', () => {
  it.each(['SIGKILL', 'SIGINT'] as const)('that ends by %s leaves nothing', async (signal) => {
    const runner = spawn(process.execPath, ['--import', 'tsx', 'cli/main.ts', 'run', '--on', 'qemu:?smp=1'], {
      cwd: root,
      stdio: 'ignore',
    });
    const over = once(runner, 'exit');
    let machine = machinesOf(runner.pid ?? 0)[0];
    for (; machine === undefined && runner.exitCode === null; [machine] = machinesOf(runner.pid ?? 0)) await pause(20);
    expect(existsSync(machine?.folder ?? '')).toBe(true);
    // Before it has opened its sockets it would end by itself, for want of its folder.
    while (!existsSync(join(machine?.folder ?? '', 'monitor'))) await pause(20);
    await pause(200);
    runner.kill(signal);
    await over;
    const { pid, folder } = machine ?? { pid: 0, folder: '' };
    for (let tries = 0; tries < 250 && (isAlive(pid) || existsSync(folder)); tries++) await pause(20);
    expect([isAlive(pid), existsSync(folder)]).toEqual([false, false]);
  });
});
