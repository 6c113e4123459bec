/**
 * From nothing to a counterexample of the seeded bug stale-prot: start-up, generation and compilation are in the time, for all. Ours and
 * SPIN's are proven shortest; Quint has no exhaustive checker that runs here, so that its time is one to any counterexample.
 */
import { copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MM_3_2_2 } from '../../explore/models/regions/bounds.ts';
import { findPackage } from '../../suites/root.ts';
import { middle } from '../middle.ts';
import { regionsPromela } from './regions-promela.ts';
import type { Bar, Row, Section } from './section.ts';
import { compileSpin } from './spin.ts';
import { timed } from './timed.ts';
import { withoutQuint, withoutSpin } from './tools.ts';
import type { Tools } from './tools.ts';

const WORKLOAD = 'stale-prot 3-2-2';
const ROUNDS = 5;
const SHORTEST = 8;
/** SPIN's depth counts from 0. */
const DEPTH_OF_SPIN = SHORTEST - 1;
const QUINT_SEEDS = [11, 7919, 104_729];
const EXACT = ['-DSAFETY', '-DNOREDUCE', '-DBFS'];
/** The compiler takes most of SPIN's time; the verifier has little to do. */
const LEVELS = ['-O0', '-O2'];

/** The run ends before code that is optimised would pay for the optimising; the verifiers of SPIN are compiled with and without, too. */
const UNOPTIMISED = ['--no-opt'];

const here = dirname(fileURLToPath(import.meta.url));

function ownRow(): Row {
  const { output, seconds, cpuSeconds, status } = timed(here, process.execPath, [...UNOPTIMISED, join(here, 'stale-prot-own.js')]);
  const found = /(\d+) steps, (\d+) states/.exec(output)?.slice(1).map(Number);
  const wrong = status !== 0 || found?.[0] !== SHORTEST ? { wrong: `no counterexample of ${SHORTEST} steps: ${output}` } : {};
  const note = `${found?.[0]} steps, proven shortest`;
  return {
    workload: WORKLOAD,
    tool: 'ptshare',
    options: `general mode, folded, node ${UNOPTIMISED.join(' ')}, its start included`,
    states: found?.[1] ?? 0,
    seconds,
    cpuSeconds,
    note,
    ...wrong,
  };
}

/** Nothing of Node at all is faster than this. */
function bareRow(): Row {
  const { seconds, cpuSeconds } = timed(here, process.execPath, ['-e', '0']);
  return { workload: WORKLOAD, tool: 'node -e 0', options: 'nothing but the start', seconds, cpuSeconds };
}

function spinRow(folder: string, level: string): Row {
  const compile = [level, ...EXACT];
  const verifier = compileSpin(folder, `stale-prot${level}`, regionsPromela(MM_3_2_2, true), { compile, run: ['-w20'] });
  const { output, seconds, cpuSeconds } = timed(verifier.folder, verifier.program, verifier.options.run);
  const depth = Number(/assertion violated .*\(at depth (\d+)\)/.exec(output)?.[1] ?? -1);
  const wrong = depth === DEPTH_OF_SPIN ? {} : { wrong: `no counterexample at depth ${DEPTH_OF_SPIN}: ${output}` };
  return {
    workload: WORKLOAD,
    tool: 'SPIN',
    options: `${compile.join(' ')}; spin -a and gcc included`,
    states: Number(/(\d+) states, stored/.exec(output)?.[1] ?? 0),
    seconds: seconds + verifier.seconds,
    cpuSeconds: cpuSeconds + verifier.cpuSeconds,
    note: `${depth + 1} steps, proven shortest`,
    ...wrong,
  };
}

function quintRow(folder: string, program: string, seed: number): Row {
  const options = [
    '--invariant',
    'agreed',
    '--backend',
    'typescript',
    '--max-samples',
    '100000',
    '--max-steps',
    '20',
    '--seed',
    String(seed),
  ];
  const { output, seconds, cpuSeconds, status } = timed(folder, process.execPath, [program, 'run', ...options, 'stale_prot.qnt']);
  const steps = Math.max(...Array.from(output.matchAll(/\[State (\d+)\]/g), ([, number]) => Number(number)));
  const wrong = status === 1 && output.includes('agreed: false') ? {} : { wrong: `it ended with ${status}, without a violation` };
  return {
    workload: WORKLOAD,
    tool: 'Quint',
    options: `run ${options.join(' ')}`,
    seconds,
    cpuSeconds,
    note: `${steps} steps, not shortest`,
    ...wrong,
  };
}

const medianOf = (rows: readonly Row[]): Row => middle(rows, ({ seconds }) => seconds);

export function staleProtSection(folder: string, tools: Tools): Section {
  const skipped = [...withoutSpin(tools, WORKLOAD), ...withoutQuint(tools, WORKLOAD)];
  copyFileSync(join(findPackage().root, 'bench', 'peers', 'stale_prot.qnt'), join(folder, 'stale_prot.qnt'));
  const spin: Row[][] = LEVELS.map(() => []);
  const [own, bare, quint]: [Row[], Row[], Row[]] = [[], [], []];
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(bareRow());
    own.push(ownRow());
    if (withoutSpin(tools, '').length === 0) LEVELS.forEach((level, i) => spin[i]!.push(spinRow(folder, level)));
    const seed = QUINT_SEEDS[round];
    if (tools.quint && seed !== undefined) quint.push(quintRow(folder, tools.quint.program, seed));
  }
  const others = [...spin, quint].filter((rows) => rows.length > 0).map(medianOf);
  const bars = others.map((row): Bar => {
    const cpu = (row.cpuSeconds / medianOf(own).cpuSeconds).toFixed(2);
    const least = (row.seconds / medianOf(bare).seconds).toFixed(2);
    const how = row.tool === 'SPIN' ? row.options : 'any counterexample';
    const what = `time on the clock of ${row.tool} to ours, ${how}; by CPU time ${cpu} times; node -e 0 alone would reach ${least} times`;
    return { what, asked: 20, measured: row.seconds / medianOf(own).seconds };
  });
  return {
    title: `From nothing to a counterexample of ${WORKLOAD}, medians of ${ROUNDS}`,
    rows: [medianOf(bare), medianOf(own), ...others],
    bars,
    skipped,
  };
}
