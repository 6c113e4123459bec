/** Runs a program and tells how long it took, on the clock and on the CPUs. */
import { spawnSync } from 'node:child_process';

export interface Timed {
  readonly status: number;
  readonly output: string;
  readonly seconds: number;
  readonly cpuSeconds: number;
}

const MOST_OUTPUT = 2 ** 26;
/** The shell tells its own times and those of its children, each as `<minutes>m<seconds>s` for user and system. */
const SCRIPT = '"$@"; status=$?; times >&3; exit $status';
const TIMES = /(\d+)m([\d.]+)s\s+(\d+)m([\d.]+)s\s*$/;

export function timed(folder: string, program: string, args: readonly string[]): Timed {
  const start = performance.now();
  const { status, stdout, stderr, output, error } = spawnSync('sh', ['-c', SCRIPT, 'sh', program, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    maxBuffer: MOST_OUTPUT,
    encoding: 'utf8',
  });
  const seconds = (performance.now() - start) / 1000;
  if (error) throw error;
  const found = TIMES.exec(output[3] ?? '')
    ?.slice(1)
    .map(Number);
  if (!found) throw new Error(`the shell told no times of ${program}`);
  const [userMinutes, user, systemMinutes, system] = found as [number, number, number, number];
  const cpuSeconds = 60 * (userMinutes + systemMinutes) + user + system;
  return { status: status ?? -1, output: `${stdout}${stderr}`, seconds, cpuSeconds };
}

/** Like `timed`, for what must succeed: a compiler. */
export function timedWell(folder: string, program: string, args: readonly string[]): Timed {
  const result = timed(folder, program, args);
  if (result.status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${result.status}:\n${result.output}`);
  return result;
}
