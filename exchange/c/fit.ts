/** What kind of program a trace becomes. */
import type { FileSetup, Trace } from '../../schemas/generated/types.ts';

/** Bytes of a huge page. */
export const HUGE = 2 ** 21;

export function usesHugePages(trace: Trace): boolean {
  return trace.geometry?.pageSize === HUGE;
}

/** The names of all processes, in the order in which they begin. */
export function processesOf(trace: Trace): string[] {
  const children = trace.steps.flatMap((step) => (step.call === 'fork' ? [step.child] : []));
  return [...new Set([...trace.processes, ...children])];
}

/** Five levels of tables; those of 4 KiB pages are not there where huge pages are the pages. */
export function isHigh(trace: Trace): boolean {
  return (trace.geometry?.levels ?? 4) + (usesHugePages(trace) ? 1 : 0) === 5;
}

/** The flag that a kernel may ignore: whether it does has to be found out. */
export function usesFlag(trace: Trace): boolean {
  return trace.steps.some((step) => step.call === 'mmap' && step.flags.includes('MAP_SHARED_PT'));
}

export function filesOf({ files }: Trace): [string, FileSetup][] {
  return Object.entries(files).flatMap(([name, file]) => (file === undefined ? [] : [[name, file]]));
}
