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

/** Names in msharefs, which nobody has created before the first step. */
export function namesInMsharefs(trace: Trace): string[] {
  return filesOf(trace).flatMap(([name, { on }]) => (on === 'msharefs' ? [name] : []));
}

/** How a program finds out whether the kernel has the interface, by generation: the name of a part. */
const TRIALS: Readonly<Record<string, string>> = {
  'msharefs-ioctl': 'need-msharefs-ioctl',
  msharefs: 'need-msharefs',
  'mshare-call': 'need-mshare-call',
  'mshare-protect': 'need-mshare-protect',
};

/** Undefined where there is nothing to find out before the test begins. */
export function trialOf(trace: Trace): string | undefined {
  return Object.hasOwn(TRIALS, trace.generation) ? TRIALS[trace.generation] : undefined;
}

/** How a program finds out whether the flag is ignored: among strangers, or between a parent and its child. */
export function probeOf({ generation }: Trace): 'probe' | 'probe-descent' {
  return generation === 'fork-domain' ? 'probe-descent' : 'probe';
}
