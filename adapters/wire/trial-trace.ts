/** The trace that trials perform: each call that a body supports, once or more, so simple that any body may answer it. */
import type { BodyDescription, Step, Trace } from '../../schemas/generated/types.ts';
import { validateTrace } from '../../schemas/validate.ts';

const BUFFER = '0x10000000';
const LENGTH = '0x200000';

const STEPS: readonly Step[] = [
  { call: 'open', process: 'A', file: 'data', flags: ['O_RDWR'], as: 'fd' },
  {
    call: 'mmap',
    process: 'A',
    addr: BUFFER,
    length: LENGTH,
    prot: ['PROT_READ', 'PROT_WRITE'],
    flags: ['MAP_SHARED', 'MAP_SHARED_PT', 'MAP_FIXED'],
    fd: 'fd',
    offset: '0x0',
  },
  { call: 'load', process: 'A', addr: BUFFER },
  { call: 'store', process: 'A', addr: '0x10001000', value: 255 },
  { call: 'load', process: 'B', addr: '0x7ffff000' },
  { call: 'present', process: 'A', addr: BUFFER },
  { call: 'table-bytes', process: 'A' },
  { call: 'table-bytes' },
  { call: 'tables' },
  { call: 'fork', process: 'A', child: 'C' },
  { call: 'mprotect', process: 'A', addr: BUFFER, length: LENGTH, prot: ['PROT_READ'] },
  { call: 'madvise', process: 'A', addr: BUFFER, length: '0x1000', advice: 'MADV_DONTNEED' },
  { call: 'ftruncate', process: 'A', fd: 'fd', size: '0x1000' },
  { call: 'mremap', process: 'A', addr: BUFFER, oldLength: LENGTH, newLength: '0x400000', flags: ['MREMAP_MAYMOVE'] },
  { call: 'munmap', process: 'A', addr: BUFFER, length: LENGTH },
  { call: 'close', process: 'A', fd: 'fd' },
  { call: 'exec', process: 'A' },
  { call: 'exit', process: 'A' },
];

/** For `close` and the like the descriptor has to be there, so a body without `open` is not asked for them. */
const NEED_OPEN: ReadonlySet<Step['call']> = new Set(['close', 'ftruncate', 'mmap']);

/** The generation that a body is tried for: one that it claims, if there is one. */
export function trialGeneration([first]: BodyDescription['generations']): string {
  return first ?? 'map-shared-pt';
}

/** The trace for a body. It has a step, even where the body supports no call. */
export function trialTrace({ calls, geometry, generations }: BodyDescription): Trace {
  const supported = (step: Step): boolean => {
    if (calls === undefined || step.call === 'return' || step.call === 'resume') return true;
    return calls.includes(step.call) && (calls.includes('open') || !NEED_OPEN.has(step.call));
  };
  const steps = STEPS.filter(supported);
  return validateTrace({
    format: 1,
    id: 'trial',
    title: 'Every call that the body supports',
    rules: [],
    origin: { kind: 'written' },
    generation: trialGeneration(generations),
    ...(geometry === undefined ? {} : { geometry }),
    files: { data: { size: LENGTH, content: 'page-numbers' } },
    processes: ['A', 'B'],
    steps: steps.length === 0 ? [{ call: 'exit', process: 'A' }] : steps,
  });
}
