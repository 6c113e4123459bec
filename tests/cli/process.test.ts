/** The program as a process of its own: what cannot be seen from inside. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { reportFailure } from '../../cli/failure.ts';
import { writeWhole } from '../../cli/write-files.ts';
import { closeSync, existsSync, openSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder } from './shell.ts';

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));

/** Starts the program; `act` may use the process. */
async function start(
  argv: readonly string[],
  act: (child: ReturnType<typeof spawn>) => void,
  stdout: 'pipe' | number = 'pipe',
): Promise<{ code: number | null; signal: string | null; out: string; err: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...argv], { stdio: ['pipe', stdout, 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  act(child);
  return new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal, out, err })));
}

describe('the process', () => {
  test('passes the exit code on', async () => {
    const { code, err } = await start(['run', 'no-such-thing'], () => undefined);
    expect(code).toBe(2);
    expect(err).toContain('no-such-trace');
  });

  test.each([
    ['SIGINT', '1', 130],
    ['SIGINT', '2', 130],
    ['SIGTERM', '1', 143],
  ] as const)('%s ends a long run of %s threads with its report', async (signal, jobs, expected) => {
    const { code, out } = await start(['run', '--generated', '100000000', '--jobs', jobs], (child) => {
      // The first line of progress says that traces are being performed.
      child.stderr?.once('data', () => child.kill(signal));
    });
    expect(out).toContain('CONFORMS (PARTIAL RUN)');
    expect(out).toContain('partial: interrupted');
    expect(code).toBe(expected);
  });

  test('an interrupt ends other commands at once, as a shell expects it', async () => {
    const { code, signal } = await start(['replay', 'eligible-one-slot', '--step'], (child) => {
      child.stdout?.once('data', () => child.kill('SIGINT'));
    });
    expect({ code, signal }).toEqual({ code: null, signal: 'SIGINT' });
  });

  test.runIf(existsSync('/dev/full'))('an output that cannot be written is told in one line, exit 2', async () => {
    const full = openSync('/dev/full', 'w');
    const { code, err } = await start(['list', 'rules'], () => undefined, full);
    closeSync(full);
    expect(err).toMatch(/^error: standard output cannot be written: .*ENOSPC.*\n$/u);
    expect(code).toBe(2);
  });

  test('a reader that goes away is no failure', async () => {
    const { code, err } = await start(['list', 'suites'], (child) => child.stdout?.destroy());
    expect(err).toBe('');
    expect(code).toBe(0);
  });
});

describe('a fault of our own', () => {
  test('asks to be reported, exit 70', async () => {
    let [out, err] = ['', ''];
    const io = {
      out: (text: string) => void (out += text),
      err: (text: string) => void (err += text),
      outIsTty: false,
      errIsTty: false,
      env: {},
      interrupted: { aborted: false },
      catchInterrupts: () => undefined,
      nextLine: () => Promise.resolve(false),
    };
    expect(await reportFailure(new TypeError('x is undefined'), io, true)).toBe(70);
    expect(err).toContain('Please report it');
    expect(JSON.parse(out)).toEqual({ error: { code: 'internal', message: 'TypeError: x is undefined' } });
  });
});

describe('a full disk', () => {
  test('leaves nothing half-written, and says what to do', () => {
    const place = folder();
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    const disk = {
      write: (path: string) => {
        writeFileSync(path, 'te');
        throw full;
      },
    };
    expect(() => writeWhole(join(place, 'a.json'), 'text', disk)).toThrow(/cannot be written \(ENOSPC\)/u);
    expect(readdirSync(place)).toEqual([]);
  });

  test('keeps what was there before', () => {
    const place = folder();
    writeWhole(join(place, 'a.json'), 'old');
    writeWhole(join(place, 'a.json'), 'new');
    expect(readdirSync(place)).toEqual(['a.json']);
  });
});
