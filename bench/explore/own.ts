/** Our explorer, as a process that is started for one exploration: what it takes has the start of Node in it. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Counts, Row } from './section.ts';
import { wrongCounts } from './section.ts';
import { timed } from './timed.ts';

const here = dirname(fileURLToPath(import.meta.url));

interface Said extends Counts {
  readonly unfolded?: number;
  readonly complete: boolean;
  readonly violations: number;
  readonly bytes: number;
  readonly peak: number;
}

export interface Workload {
  readonly workload: string;
  readonly model: 'dense' | 'general' | 'sharing';
  readonly bounds?: string;
  readonly fold?: boolean;
  readonly expected: Counts;
  /** Of a folded exploration: the states that its classes have to stand for. */
  readonly unfolded?: number;
}

export function runOwn({ workload, model, bounds = '', fold = false, expected, unfolded }: Workload): Row {
  const script = join(here, 'own-workload.js');
  const { status, output, seconds, cpuSeconds } = timed(here, process.execPath, [script, model, bounds, fold ? 'fold' : 'flat']);
  const [tool, options] = ['ptshare', optionsOf(model, fold)];
  if (status !== 0) return { workload, tool, options, seconds, cpuSeconds, wrong: `it ended with ${status}: ${output}` };
  const said = JSON.parse(output) as Said;
  const sound = said.complete && said.violations === 0 && said.unfolded === unfolded;
  return {
    workload,
    tool,
    options,
    states: said.states,
    transitions: said.transitions,
    seconds,
    cpuSeconds,
    bytesPerState: said.bytes / said.states,
    peakMegabytes: said.peak,
    ...(said.unfolded !== undefined && { note: `stands for ${said.unfolded} states` }),
    ...(sound ? wrongCounts(said, expected) : { wrong: `not sound: ${output}` }),
  };
}

function optionsOf(model: Workload['model'], fold: boolean): string {
  if (model === 'dense') return 'dense (packed) mode';
  return fold ? 'general mode, folded' : 'general mode';
}
