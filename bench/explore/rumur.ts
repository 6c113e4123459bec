/** Murphi, by rumur: a model to a verifier in C, compiled, and run. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bounds } from '../../explore/models/sharing/bounds.ts';
import { nameOf } from '../../explore/models/sharing/bounds.ts';
import type { Counts, Row } from './section.ts';
import { wrongCounts } from './section.ts';
import { timed, timedWell } from './timed.ts';

export interface Murphi {
  readonly folder: string;
  readonly options: string;
  readonly seconds: number;
}

/** @param source of the model, whose bounds are the constants P, F, B and G on lines of their own */
export function compileRumur(folder: string, source: string, bounds: Bounds, fold: boolean): Murphi {
  const own = join(folder, `${nameOf(bounds).replace(' ', '-')}-${fold ? 'folded' : 'flat'}`);
  mkdirSync(own, { recursive: true });
  const values = { P: bounds.processes, F: bounds.files, B: bounds.blocks, G: bounds.pages };
  let text = source;
  for (const [name, value] of Object.entries(values)) text = text.replace(new RegExp(`^  ${name}: \\d+;`, 'm'), `  ${name}: ${value};`);
  writeFileSync(join(own, 'model.m'), text);
  const options = ['--deadlock-detection', 'off', '--symmetry-reduction', fold ? 'heuristic' : 'off', '--threads', '1'];
  const generated = timedWell(own, 'rumur', [...options, '--output', 'model.c', 'model.m']);
  const compile = ['-std=c11', '-O3', '-march=native', '-w', '-o', 'verifier', 'model.c', '-lpthread', '-latomic'];
  const compiled = timedWell(own, 'gcc', compile);
  return { folder: own, options: `${options.join(' ')}; gcc -O3 -march=native`, seconds: generated.seconds + compiled.seconds };
}

export function runRumur(workload: string, { folder, options, seconds: compiling }: Murphi, expected: Counts): Row {
  const { output, seconds, cpuSeconds, status } = timed(folder, join(folder, 'verifier'), []);
  const found = /(\d+) states, (\d+) rules fired/.exec(output)?.slice(1).map(Number);
  const counts = found && { states: found[0]!, transitions: found[1]! };
  return {
    workload,
    tool: 'Murphi (rumur)',
    options,
    ...counts,
    seconds,
    cpuSeconds,
    note: `compiled in ${compiling.toFixed(1)} s before`,
    ...(status === 0 ? wrongCounts(counts, expected) : { wrong: `it ended with ${status}` }),
  };
}
