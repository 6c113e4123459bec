/** Small valid traces to start from. */
import type { Step, Trace } from '../../schemas/generated/types.ts';

export const BASE = '0x7f0000000000';

export const OPEN: Step = { call: 'open', process: 'A', file: 'data', flags: ['O_RDWR'], as: 'fd' };
export const MAP: Step = {
  call: 'mmap',
  process: 'A',
  addr: 'buf',
  length: '0x200000',
  prot: ['PROT_READ', 'PROT_WRITE'],
  flags: ['MAP_SHARED', 'MAP_SHARED_PT'],
  fd: 'fd',
};
export const STORE: Step = { call: 'store', process: 'A', cpu: 1, addr: 'buf+0x1000', value: 7 };
export const LOAD: Step = { call: 'load', process: 'A', addr: 'buf+0x1000', expect: { result: 'done', value: 7 } };

export function traceOf(steps: readonly Step[] = [OPEN, MAP, STORE, LOAD], change: Partial<Trace> = {}): Trace {
  return structuredClone({
    format: 1,
    id: 'small',
    title: 'A small story',
    rules: ['same-file'],
    origin: { kind: 'written' },
    generation: 'map-shared-pt',
    files: { data: { size: '0x200000' } },
    regions: { buf: BASE },
    processes: ['A', 'B'],
    steps: [...steps],
    ...change,
  });
}
