/** Processes, CPUs, files and descriptors: leaves them out, or lets one do what another did. */
import type { Step, Trace } from '../schemas/generated/types.ts';
import { withSteps } from './dependencies.ts';

/** Without a process, all that it does, and the fork that bore it. */
export function* dropProcesses(trace: Trace): Generator<Trace> {
  for (const name of processesIn(trace).toReversed()) {
    const steps = trace.steps.filter((step) => !(isBy(step, name) || (step.call === 'fork' && step.child === name)));
    yield withSteps({ ...trace, processes: trace.processes.filter((other) => other !== name) }, steps);
  }
}

/** One process does what another did, too. */
export function* mergeProcesses(trace: Trace): Generator<Trace> {
  const names = processesIn(trace);
  for (const leaving of names.toReversed()) {
    for (const acting of names) {
      if (acting === leaving) continue;
      const steps = trace.steps.filter((step) => step.call !== 'fork' || step.child !== leaving);
      const moved = steps.map((step) => (isBy(step, leaving) ? { ...step, process: acting } : step));
      yield withSteps({ ...trace, processes: trace.processes.filter((name) => name !== leaving) }, moved);
    }
  }
}

/** A process is born by fork where it would make a mapping of its own like the one that its parent has. */
export function* forkInstead(trace: Trace): Generator<Trace> {
  for (const [i, step] of trace.steps.entries()) {
    if (step.call !== 'mmap' || !trace.processes.includes(step.process)) continue;
    for (const parent of processesIn(trace)) {
      if (parent === step.process || !hasMapped(trace, parent, i)) continue;
      const child = step.process;
      const before = trace.steps.slice(0, i).filter((other) => !isBy(other, child));
      const steps = [...before, { call: 'fork', process: parent, child } as const, ...trace.steps.slice(i + 1)];
      const candidate = withSteps(
        { ...trace, processes: trace.processes.filter((name) => name !== child) },
        renamedHandles(steps, child, trace),
      );
      if (candidate.steps.length < trace.steps.length) yield candidate;
    }
  }
}

/** The handles of a child are those of its parent. */
function renamedHandles(steps: readonly Step[], child: string, trace: Trace): readonly Step[] {
  const own = trace.steps.find((step) => step.call === 'open' && step.process === child);
  if (own?.call !== 'open') return steps;
  const other = steps.find((step) => step.call === 'open' && step.file === own.file);
  if (other?.call !== 'open') return steps;
  return steps.map((step) => (isBy(step, child) && 'fd' in step && step.fd === own.as ? { ...step, fd: other.as } : step));
}

function hasMapped(trace: Trace, process: string, before: number): boolean {
  return trace.steps.some((step, i) => i < before && step.call === 'mmap' && step.process === process);
}

/** Everything on the first CPU, or one step there. */
export function* mergeCpus(trace: Trace): Generator<Trace> {
  const away = trace.steps.flatMap((step, i) => ('cpu' in step && step.cpu !== undefined ? [i] : []));
  if (away.length > 1) yield onFirstCpu(trace, away);
  for (const i of away) yield onFirstCpu(trace, [i]);
  if (trace.steps.some(({ cpu = 0 }) => cpu > 1))
    yield { ...trace, steps: trace.steps.map((step) => ((step.cpu ?? 0) > 1 ? { ...step, cpu: 1 } : step)) };
}

function onFirstCpu(trace: Trace, which: readonly number[]): Trace {
  const steps = trace.steps.map((step, i) => {
    if (!which.includes(i)) return step;
    const { cpu: _, ...rest } = step;
    return rest;
  });
  return { ...trace, steps };
}

/** One file stands for another. */
export function* mergeFiles(trace: Trace): Generator<Trace> {
  const names = Object.keys(trace.files);
  for (const leaving of names.toReversed()) {
    for (const standing of names) {
      if (standing === leaving || !trace.steps.some((step) => step.call === 'open' && step.file === leaving)) continue;
      const steps = trace.steps.map((step) => (step.call === 'open' && step.file === leaving ? { ...step, file: standing } : step));
      yield { ...trace, files: without(trace.files, leaving), steps };
    }
  }
}

/** A second descriptor of a process is not opened: the first one serves. */
export function* mergeDescriptors(trace: Trace): Generator<Trace> {
  const opens = trace.steps.filter((step) => step.call === 'open');
  for (const later of opens.toReversed()) {
    for (const earlier of opens) {
      if (earlier === later || earlier.process !== later.process) continue;
      const steps = trace.steps.filter((step) => step !== later);
      const one = steps.map((step) =>
        'fd' in step && step.fd === later.as && step.process === later.process ? { ...step, fd: earlier.as } : step,
      );
      const candidate = withSteps(trace, one);
      if (candidate.steps.length === trace.steps.length - 1) yield candidate;
    }
  }
}

export function processesIn(trace: Trace): string[] {
  const names = new Set<string>(trace.processes);
  for (const step of trace.steps) if (step.call === 'fork') names.add(step.child);
  return [...names];
}

function isBy(step: Step, name: string): boolean {
  return 'process' in step && step.process === name;
}

export function without<T>(record: Readonly<Record<string, T>>, name: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
}
