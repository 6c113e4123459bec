/** SPIN: a model to a verifier in C, compiled, and run. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Counts, Row } from './section.ts';
import { wrongCounts } from './section.ts';
import { timed, timedWell } from './timed.ts';

/** How a verifier is compiled and run. */
export interface SpinOptions {
  readonly compile: readonly string[];
  readonly run: readonly string[];
}

const EXACT = ['-DSAFETY', '-DNOREDUCE', '-DMEMLIM=8000'];
const FAST = ['-O3', '-march=native', ...EXACT];

/**
 * All that store every state exactly and look at every transition. Hashes instead of states (-DBITSTATE, -DHC4) lose states, and
 * compression (-DCOLLAPSE, -DMA) costs time; two processes (-DNCORE) were slower than one.
 */
export const SPIN_CANDIDATES: Readonly<Record<'depth' | 'breadth', SpinOptions>> = {
  depth: { compile: FAST, run: ['-m5000000', '-w24'] },
  breadth: { compile: [...FAST, '-DBFS'], run: ['-w24'] },
};

export interface Verifier {
  readonly folder: string;
  readonly program: string;
  readonly options: SpinOptions;
  /** For the generation and for the compiler. */
  readonly seconds: number;
  readonly cpuSeconds: number;
}

export function compileSpin(folder: string, name: string, promela: string, options: SpinOptions): Verifier {
  const own = join(folder, name);
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, 'model.pml'), promela);
  const generated = timedWell(own, 'spin', ['-a', 'model.pml']);
  const compiled = timedWell(own, 'gcc', [...options.compile, '-w', '-o', 'pan', 'pan.c']);
  const seconds = generated.seconds + compiled.seconds;
  return { folder: own, program: join(own, 'pan'), options, seconds, cpuSeconds: generated.cpuSeconds + compiled.cpuSeconds };
}

function numberIn(output: string, pattern: RegExp): number | undefined {
  const found = pattern.exec(output)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** SPIN prints eight digits. */
function asPrinted({ states, transitions }: Counts): Counts {
  return { states: Number(states.toPrecision(8)), transitions: Number(transitions.toPrecision(8)) };
}

function countsOf(output: string): Counts | undefined {
  const states = numberIn(output, /^\s*([\d.e+]+) states, stored/m);
  const transitions = numberIn(output, /^\s*([\d.e+]+) transitions/m);
  return states === undefined || transitions === undefined ? undefined : { states, transitions };
}

/** @param expected as SPIN counts */
export function runSpin(workload: string, { folder, program, options, seconds: compiling }: Verifier, expected: Counts): Row {
  const { output, seconds, cpuSeconds, status } = timed(folder, program, options.run);
  const counts = countsOf(output);
  const errors = numberIn(output, /errors: (\d+)/);
  const peakMegabytes = numberIn(output, /([\d.]+)\s+total actual memory usage/);
  const wrong =
    status === 0 && errors === 0
      ? wrongCounts(counts, asPrinted(expected))
      : { wrong: `it ended with ${status} and ${errors ?? 'no'} errors` };
  return {
    workload,
    tool: 'SPIN',
    options: [...options.compile, ...options.run].join(' '),
    ...counts,
    seconds,
    cpuSeconds,
    ...(peakMegabytes !== undefined && { peakMegabytes }),
    note: `compiled in ${compiling.toFixed(1)} s before`,
    ...wrong,
  };
}
