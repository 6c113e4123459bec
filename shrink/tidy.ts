/** The canonical form of a trace: calls that commute in a fixed order, names in the order in which they appear, nothing unused. */
import type { Step, Trace } from '../schemas/generated/types.ts';
import { isAbsolute, regionOf } from '../schemas/place.ts';
import { placesOf, withSteps } from './dependencies.ts';
import { processesIn, without } from './actors.ts';

/** Two neighbours change places where the later one is by a process that comes earlier. */
export function* inOrder(trace: Trace): Generator<Trace> {
  if (trace.steps.some((step) => step.begins !== undefined)) return;
  const names = processesIn(trace);
  const rank = (step: Step): number => ('process' in step && step.process !== undefined ? names.indexOf(step.process) : names.length);
  for (let i = 0; i + 2 < trace.steps.length; i++) {
    const [one, two] = [trace.steps[i]!, trace.steps[i + 1]!];
    if (rank(two) >= rank(one)) continue;
    const candidate = withSteps(trace, trace.steps.with(i, two).with(i + 1, one));
    if (candidate.steps.length === trace.steps.length) yield candidate;
  }
}

/** Without processes, files and regions that no step names. */
export function* withoutUnused(trace: Trace): Generator<Trace> {
  const acting = new Set(trace.steps.flatMap((step) => ('process' in step && step.process !== undefined ? [step.process] : [])));
  const processes = trace.processes.filter((name) => acting.has(name));
  if (processes.length > 0 && processes.length < trace.processes.length) yield { ...trace, processes };
  for (const name of Object.keys(trace.files)) {
    if (!trace.steps.some((step) => step.call === 'open' && step.file === name)) yield { ...trace, files: without(trace.files, name) };
  }
  const places = new Set(
    trace.steps
      .flatMap(placesOf)
      .filter((place) => !isAbsolute(place))
      .map(regionOf),
  );
  for (const name of Object.keys(trace.regions ?? {})) {
    if (!places.has(name)) yield { ...trace, regions: without(trace.regions ?? {}, name) };
  }
}

/** Processes are A, B, …, descriptors fd0, fd1, … in the order in which they appear. */
export function* renamed(trace: Trace): Generator<Trace> {
  const inOrder = new Set(trace.steps.flatMap((step) => ('process' in step && step.process !== undefined ? [step.process] : [])));
  for (const name of processesIn(trace)) inOrder.add(name);
  const process = numbered([...inOrder], (i) => String.fromCharCode(65 + i));
  const fd = numbered([...new Set(trace.steps.flatMap((step) => (step.call === 'open' ? [step.as] : [])))], (i) => `fd${i}`);
  if (inOrder.size > 26) return;
  const steps = trace.steps.map((step) => renamedStep(step, process, fd));
  const processes = trace.processes.map(process).toSorted();
  const candidate = { ...trace, processes, steps };
  if (JSON.stringify(candidate) !== JSON.stringify(trace)) yield candidate;
}

function numbered(names: readonly string[], name: (index: number) => string): (old: string) => string {
  const made = new Map(names.map((old, i) => [old, name(i)]));
  return (old) => made.get(old) ?? old;
}

function renamedStep(step: Step, process: (old: string) => string, fd: (old: string) => string): Step {
  const made: Record<string, unknown> = { ...step };
  if ('process' in step && step.process !== undefined) made['process'] = process(step.process);
  if (step.call === 'fork') made['child'] = process(step.child);
  if ('fd' in step && step.fd !== undefined) made['fd'] = fd(step.fd);
  if (step.call === 'open') made['as'] = fd(step.as);
  return made as unknown as Step;
}
