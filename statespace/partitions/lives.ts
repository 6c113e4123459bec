import { once } from './partition.ts';
import type { Partition } from './partition.ts';

export const lives: readonly Partition[] = [
  { name: 'fork', shapes: once(({ process, cpu, child }) => ({ call: 'fork', process, cpu, child })) },
  { name: 'exec', shapes: once(({ process, cpu }) => ({ call: 'exec', process, cpu })) },
  { name: 'exit', shapes: once(({ process, cpu }) => ({ call: 'exit', process, cpu })) },
];
