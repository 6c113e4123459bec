/** Traces that ask the reference for what it does not have. It must say so, and not answer; a story cannot be of this kind. */
import { sealed } from '../../schemas/canonical.ts';
import type { Step, Trace } from '../../schemas/generated/types.ts';

/** One answer that there is not, last. */
export const BEYOND: readonly Trace[] = [
  beyond('a-file-loses-its-name', { call: 'unlink', process: 'A', file: 'pool' }),
  beyond('a-call-of-another-generation', { call: 'mshare_create', process: 'A', flags: [], as: 'r' }),
];

function beyond(id: string, asked: Step): Trace {
  return sealed({
    format: 1,
    id,
    title: 'The reference is asked for what it does not have.',
    rules: ['errno-permitted'],
    origin: { kind: 'written' },
    generation: 'map-shared-pt',
    files: { pool: { size: '0x200000' } },
    processes: ['A'],
    steps: [{ call: 'open', process: 'A', file: 'pool', flags: ['O_RDWR'], as: 'fd' }, asked],
  });
}
