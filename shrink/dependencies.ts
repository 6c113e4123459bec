/** Which steps can stay when others go: whoever acts must live, and what is used must have been bound. */
import { isAbsolute, regionOf } from '../schemas/place.ts';
import type { Step, Trace } from '../schemas/generated/types.ts';

/** What is bound as the steps go by. */
interface Bound {
  readonly alive: Set<string>;
  readonly known: Set<string>;
  readonly handles: Map<string, Set<string>>;
  readonly regions: Set<string>;
  readonly begun: Set<string>;
}

/** The trace with these steps, and without those that cannot be asked for without the ones that went. */
export function withSteps(trace: Trace, steps: readonly Step[]): Trace {
  const bound: Bound = {
    alive: new Set(trace.processes),
    known: new Set(trace.processes),
    handles: new Map(),
    regions: new Set(Object.keys(trace.regions ?? {})),
    begun: new Set(),
  };
  const kept = steps.filter((step) => canStay(step, bound, trace) && note(step, bound));
  return { ...trace, steps: withoutLoneBegins(kept) };
}

function canStay(step: Step, { alive, known, handles, regions, begun }: Bound, trace: Trace): boolean {
  if (step.call === 'return' || step.call === 'resume') return begun.has(step.of);
  if ('process' in step && step.process !== undefined && !alive.has(step.process)) return false;
  if (step.call === 'fork' && known.has(step.child)) return false;
  const binds = handleOf(step);
  if (binds !== undefined && handles.get(binds.process)?.has(binds.as) === true) return false;
  if (step.call === 'open' && !Object.hasOwn(trace.files, step.file)) return false;
  if (step.call === 'pass-fd' && !alive.has(step.to)) return false;
  if (handlesOf(step).some(({ process, fd }) => handles.get(process)?.has(fd) !== true)) return false;
  if ('as' in step && binds === undefined && step.as !== undefined && regions.has(step.as)) return false;
  return placesOf(step).every((place) => isAbsolute(place) || regions.has(regionOf(place)));
}

function note(step: Step, { alive, known, handles, regions, begun }: Bound): true {
  if (step.begins !== undefined) begun.add(step.begins);
  const binds = handleOf(step);
  if (binds !== undefined) handles.set(binds.process, (handles.get(binds.process) ?? new Set()).add(binds.as));
  if (step.call === 'exit') alive.delete(step.process);
  if ((step.call === 'mmap' || step.call === 'mremap' || step.call === 'mshare_attach') && step.as !== undefined) regions.add(step.as);
  if (step.call === 'fork') {
    alive.add(step.child);
    known.add(step.child);
    handles.set(step.child, new Set(handles.get(step.process)));
  }
  return true;
}

/** The descriptor that a step binds, and in which process. */
function handleOf(step: Step): { readonly process: string; readonly as: string } | undefined {
  if (step.call === 'open' || step.call === 'mshare_create') return step;
  return step.call === 'pass-fd' ? { process: step.to, as: step.as } : undefined;
}

/** The descriptors that a step uses. */
function handlesOf(step: Step): { readonly process: string; readonly fd: string }[] {
  if (!('process' in step) || step.process === undefined) return [];
  const { process } = step;
  const used = ['fd' in step ? step.fd : undefined, 'object' in step ? step.object : undefined];
  return used.flatMap((fd) => (fd === undefined ? [] : [{ process, fd }]));
}

/** A call whose return went is an ordinary one: it pauses nowhere, and is not resumed. */
function withoutLoneBegins(steps: Step[]): Step[] {
  const returned = new Set(steps.flatMap((step) => (step.call === 'return' ? [step.of] : [])));
  return steps.flatMap((step): Step[] => {
    if (step.call === 'resume') return returned.has(step.of) ? [step] : [];
    if (step.call === 'return' || step.begins === undefined || returned.has(step.begins)) return [step];
    const { begins: _, pause: __, ...rest } = step;
    return [rest];
  });
}

export function placesOf(step: Step): string[] {
  const places = 'addr' in step && step.addr !== undefined ? [step.addr] : [];
  return step.call === 'mremap' && step.newAddr !== undefined ? [...places, step.newAddr] : places;
}
