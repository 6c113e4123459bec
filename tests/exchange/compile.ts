/** Compiles and runs programs of traces, natively. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import type { Outcome } from '../../schemas/generated/types.ts';

export const COMPILERS = ['gcc', 'musl-gcc'].filter((name) => spawnSync(name, ['--version']).status === 0);
export const onLinux = process.platform === 'linux' && process.arch === 'x64';

if (COMPILERS.length === 0) console.log('exported programs are not compiled: neither gcc nor musl-gcc is here');
if (!onLinux) console.log('exported programs are not run: this is not Linux on x86-64');

/** What the compiler says; empty where it is silent. */
export function compile(text: string, folder: string, compiler = COMPILERS[0] ?? 'gcc', more: readonly string[] = []): string {
  writeFileSync(join(folder, 'test.c'), text);
  const args = ['-std=gnu11', '-Wall', '-Wextra', '-Werror', ...more, '-o', 'test', 'test.c'];
  const { stderr, status } = spawnSync(compiler, args, { cwd: folder, encoding: 'utf8' });
  return status === 0 ? stderr : `${compiler} ends with ${status}: ${stderr}`;
}

/** One test of a program's KTAP output, with what `-v` tells of it. */
export interface Line {
  readonly step: number;
  readonly ok: boolean;
  readonly skipped: string | undefined;
  readonly seen: string;
}

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly lines: readonly Line[];
}

export function runProgram(folder: string): Run {
  const { stdout, status } = spawnSync(join(folder, 'test'), ['-v'], { encoding: 'utf8' });
  return readRun(stdout, status);
}

export function readRun(stdout: string, status: number | null): Run {
  const seen = [...stdout.matchAll(/^# step: (.*)$/gmu)].map((match) => match[1] ?? '');
  const tests = [...stdout.matchAll(/^(not ok|ok) \d+ (\d+) .*?(?: # SKIP (.*))?$/gmu)];
  const lines = tests.map(([, ok, step, skipped], i) => ({ step: Number(step), ok: ok === 'ok', skipped, seen: seen[i] ?? '' }));
  return { code: status, out: stdout, lines };
}

const CODES = { SEGV_MAPERR: 1, SEGV_ACCERR: 2, BUS_ADRERR: 2 } as const;
const ERRNOS = new Map<string, number>(Object.entries(constants.errno));

/** How a program would tell of an outcome; wherever a mapping lies. */
export function told(outcome: Outcome): RegExp {
  switch (outcome.result) {
    case 'done':
      if (outcome.data !== undefined) return new RegExp(`^done with ${outcome.data.length / 2} bytes ${outcome.data.slice(0, 128)}$`, 'u');
      if (outcome.size !== undefined) return new RegExp(`^done with ${outcome.size}$`, 'u');
      return outcome.value === undefined ? /^done/u : new RegExp(`^done with 0x${outcome.value.toString(16)}$`, 'u');
    case 'refused':
      return new RegExp(`^refused with errno ${ERRNOS.get(outcome.errno) ?? outcome.errno},`, 'u');
    case 'fault':
      return new RegExp(`^${outcome.signal} with si_code ${outcome.code === undefined ? '' : CODES[outcome.code]}`, 'u');
    default:
      return /^not to be had here$/u;
  }
}
