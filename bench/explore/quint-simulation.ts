/**
 * Quint on the sharing model: its evaluator samples runs, so that there is no number of states to compare, only steps a second. The row is
 * beside the others to show what sampling gives.
 */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPackage } from '../../suites/root.ts';
import type { Section } from './section.ts';
import { timed } from './timed.ts';
import { withoutQuint } from './tools.ts';
import type { Tools } from './tools.ts';

const SAMPLES = 500;
const STEPS = 20;
const MAIN = 'sharing_3x1x2x2';

export function quintSection(folder: string, tools: Tools): Section {
  const title = 'The sharing model in Quint, sampled';
  const workload = 'sharing 3x1x2x2';
  if (!tools.quint) return { title, rows: [], bars: [], skipped: withoutQuint(tools, workload) };
  copyFileSync(join(findPackage().root, 'bench', 'peers', 'sharing.qnt'), join(folder, 'sharing.qnt'));
  const options = [
    '--invariant',
    'sound',
    '--backend',
    'typescript',
    '--max-samples',
    String(SAMPLES),
    '--max-steps',
    String(STEPS),
    '--seed',
    '11',
  ];
  const { status, output, seconds, cpuSeconds } = timed(folder, process.execPath, [
    tools.quint.program,
    'run',
    '--main',
    MAIN,
    ...options,
    'sharing.qnt',
  ]);
  const wrong = status === 0 && output.includes('No violation found') ? {} : { wrong: `it ended with ${status}: ${output}` };
  const note = `${Math.round((SAMPLES * STEPS) / cpuSeconds)} steps a CPU second, start included; samples, not all states`;
  return {
    title,
    rows: [{ workload, tool: 'Quint', options: `run ${options.join(' ')}`, seconds, cpuSeconds, note, ...wrong }],
    bars: [],
    skipped: [],
  };
}
