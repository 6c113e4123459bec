/** What a trace can do with a file on hugetlbfs: give it a size in huge pages, and put it into regions. */
import { offsetOf, pageOf, pageShift } from './address.ts';
import { DEFAULT_GEOMETRY } from './contract.ts';
import type { Step, Trace } from './generated/types.ts';
import { InputError } from './input-error.ts';

/** What is said nowhere about a file of huge pages that lies beside ordinary ones. */
const UNTOLD: ReadonlySet<string> = new Set(['mmap', 'fallocate', 'read']);

/** Handles of files on hugetlbfs, by process. */
type Handles = Map<string, Set<string>>;

/** @throws InputError for a size that is no whole number of huge pages, and for a call that is not told of such files. */
export function checkHugeFiles(trace: Trace): void {
  const names: string[] = [];
  for (const name in trace.files) if (trace.files[name]?.on === 'hugetlbfs') names.push(name);
  if (names.length === 0) return;
  for (const name of names) checkSize(trace, name);
  const handles: Handles = new Map();
  trace.steps.forEach((step, index) => {
    checkUse(handles, step, index);
    follow(handles, names, step);
  });
}

function checkSize({ files, geometry }: Trace, name: string): void {
  const { pageSize, entriesPerTable } = geometry ?? DEFAULT_GEOMETRY;
  const size = files[name]?.size ?? '0x0';
  const shift = pageShift(pageSize);
  if (offsetOf(size, shift) === 0 && pageOf(size, shift) % entriesPerTable === 0) return;
  const hugePage = `0x${(pageSize * entriesPerTable).toString(16)}`;
  throw new InputError('bad-file', 'a file on hugetlbfs is made of whole huge pages', {
    pointer: `/files/${name}/size`,
    hint: `a multiple of ${hugePage}`,
  });
}

function checkUse(handles: Handles, step: Step, index: number): void {
  if (!UNTOLD.has(step.call) || !('fd' in step) || step.fd === undefined) return;
  if (handles.get(step.process)?.has(step.fd) !== true) return;
  throw new InputError('untold-call', `nothing is told of ${step.call} on a file on hugetlbfs`, {
    pointer: `/steps/${index}/fd`,
    hint: 'put it into a region; for mappings of huge pages alone there is the generation hugetlb-pmd',
  });
}

/** Who holds a descriptor of such a file after the step. */
function follow(handles: Handles, names: readonly string[], step: Step): void {
  if (step.call === 'open' && names.includes(step.file)) held(handles, step.process).add(step.as);
  if (step.call === 'pass-fd' && handles.get(step.process)?.has(step.fd) === true) held(handles, step.to).add(step.as);
  if (step.call === 'fork') handles.set(step.child, new Set(handles.get(step.process)));
}

function held(handles: Handles, process: string): Set<string> {
  const known = handles.get(process) ?? new Set();
  handles.set(process, known);
  return known;
}
