/**
 * What a trace must make sense of beyond its shape: every name is bound before it is used, by somebody who lives.
 * One pass over the steps with tables that are reused from trace to trace, because millions of traces come through here.
 */
import { DEFAULT_GEOMETRY } from './contract.ts';
import { expectationFault } from './expectation.ts';
import type { Geometry, Step, Trace } from './generated/types.ts';
import { checkHugeFiles } from './huge-files.ts';
import { InputError } from './input-error.ts';
import { nameHint } from './near.ts';
import { fits, isAbsolute, regionOf } from './place.ts';
import { fileFault, isOnRegion, regionCallFault } from './region-calls.ts';

/** A call that began and whose return is still to come. */
interface Begun {
  readonly step: Step;
  readonly index: number;
  returned: boolean;
}

const ALIVE = 1;
const DEAD = 2;

const processes = new Map<string, number>();
/** Region names; the value is the address where the header gives it. */
const regions = new Map<string, string>();
/** Descriptor handles that were ever bound, by process. */
const handles = new Map<string, Set<string>>();
const begun = new Map<string, Begun>();
let open = 0;

function fail(code: string, message: string, pointer: string, hint: string): never {
  throw new InputError(code, message, { pointer, hint });
}

function at(index: number, property: string): string {
  return `/steps/${index}/${property}`;
}

/** The bits of an address that geometry can have: 57, as with five levels on x86-64. */
const ADDRESS_BITS = 57;

function checkGeometry(geometry: Geometry): void {
  const bits = Math.log2(geometry.pageSize) + geometry.levels * Math.log2(geometry.entriesPerTable);
  if (bits > ADDRESS_BITS)
    fail('bad-geometry', `the geometry spans ${bits} bits`, '/geometry', `at most ${ADDRESS_BITS}: fewer levels or entries`);
}

function checkFiles(trace: Trace): void {
  for (const name in trace.files) {
    const wrong = fileFault(trace.files[name]);
    if (wrong !== undefined) fail(wrong.code, wrong.message, `/files/${name}/${wrong.property}`, wrong.hint);
  }
}

function begin(trace: Trace): void {
  processes.clear();
  regions.clear();
  handles.clear();
  // To clear a map costs as much as to make one.
  if (begun.size > 0) begun.clear();
  open = 0;
  for (const process of trace.processes) processes.set(process, ALIVE);
  for (const name in trace.regions) regions.set(name, trace.regions[name] ?? '');
}

function checkProcess(process: string, index: number, property = 'process'): void {
  const state = processes.get(process);
  if (state === ALIVE) return;
  if (state === DEAD)
    fail('dead-process', `${process} has ended before this step`, at(index, property), 'use another process, or move the step up');
  fail('unknown-process', `there is no process ${process} at this step`, at(index, property), nameHint(process, processes.keys()));
}

function checkHandle(process: string, fd: string, index: number, property = 'fd'): void {
  const bound = handles.get(process);
  if (bound?.has(fd) !== true)
    fail('unknown-descriptor', `${process} never had a descriptor ${fd}`, at(index, property), nameHint(fd, bound ?? []));
}

/** An address names a region that exists and stays within 64 bits. */
function checkAddress(place: string, index: number, property: string): void {
  if (isAbsolute(place)) return;
  const region = regionOf(place);
  const base = regions.get(region);
  if (base === undefined)
    fail('unknown-region', `no region ${region} is bound at this step`, at(index, property), nameHint(region, regions.keys()));
  if (base !== '' && !fits(base, place))
    fail('address-overflow', `${place} lies beyond 64 bits`, at(index, property), `${region} is ${base}`);
}

function bindRegion(name: string, index: number): void {
  if (regions.has(name)) fail('name-taken', `the region ${name} is bound already`, at(index, 'as'), 'choose another name');
  regions.set(name, '');
}

function bindHandle(process: string, name: string, index: number): void {
  let bound = handles.get(process);
  if (bound === undefined) handles.set(process, (bound = new Set()));
  if (bound.has(name)) fail('name-taken', `${process} has bound the descriptor ${name} already`, at(index, 'as'), 'choose another name');
  bound.add(name);
}

function bear(parent: string, child: string, index: number): void {
  if (processes.has(child)) fail('name-taken', `there is or was a process ${child}`, at(index, 'child'), 'choose another name');
  processes.set(child, ALIVE);
  const inherited = handles.get(parent);
  if (inherited !== undefined) handles.set(child, new Set(inherited));
}

const ACCESS_FLAGS: ReadonlySet<string> = new Set(['O_RDONLY', 'O_WRONLY', 'O_RDWR']);

/** The access of an open is one of the three; two would mean what their numbers happen to add up to. */
function checkOpenFlags(flags: readonly string[], index: number): void {
  let access = 0;
  for (const flag of flags) if (ACCESS_FLAGS.has(flag)) access += 1;
  if (access > 1) fail('contradictory-flags', 'open takes one of O_RDONLY, O_WRONLY and O_RDWR', at(index, 'flags'), 'name one of them');
}

function checkFile(trace: Trace, file: string, index: number): void {
  if (!Object.hasOwn(trace.files, file))
    fail('unknown-file', `there is no file ${file}`, at(index, 'file'), nameHint(file, Object.keys(trace.files)));
}

/** What the step uses must be there. */
function checkUses(trace: Trace, step: Step, index: number): void {
  switch (step.call) {
    case 'open':
      checkFile(trace, step.file, index);
      return checkOpenFlags(step.flags, index);
    case 'close':
    case 'ftruncate':
    case 'fstat':
    case 'fallocate':
      return checkHandle(step.process, step.fd, index);
    case 'mmap':
      if (step.fd !== undefined) checkHandle(step.process, step.fd, index);
      return step.addr === undefined ? undefined : checkAddress(step.addr, index, 'addr');
    case 'mremap':
      if (step.newAddr !== undefined) checkAddress(step.newAddr, index, 'newAddr');
      return checkAddress(step.addr, index, 'addr');
    case 'munmap':
    case 'mprotect':
    case 'madvise':
    case 'load':
    case 'store':
    case 'present':
      return checkAddress(step.addr, index, 'addr');
    default:
      return checkRegionUses(trace, step, index);
  }
}

/** The same for calls on named regions. */
function checkRegionUses(trace: Trace, step: Step, index: number): void {
  const wrong = regionCallFault(trace, step);
  if (wrong !== undefined) fail(wrong.code, wrong.message, at(index, wrong.property), wrong.hint);
  if (step.call === 'unlink') checkFile(trace, step.file, index);
  if (step.call === 'pass-fd') checkProcess(step.to, index, 'to');
  if (!isOnRegion(step)) return;
  if ('fd' in step) checkHandle(step.process, step.fd, index);
  if ('object' in step && step.object !== undefined) checkHandle(step.process, step.object, index, 'object');
  if ('addr' in step && step.addr !== undefined) checkAddress(step.addr, index, 'addr');
}

/** What the step binds or ends once it has returned. */
function takeEffect(step: Step, index: number): void {
  switch (step.call) {
    case 'open':
    case 'mshare_create':
      return bindHandle(step.process, step.as, index);
    case 'pass-fd':
      return bindHandle(step.to, step.as, index);
    case 'mmap':
    case 'mremap':
    case 'mshare_attach':
      return step.as === undefined ? undefined : bindRegion(step.as, index);
    case 'fork':
      return bear(step.process, step.child, index);
    case 'exit':
      processes.set(step.process, DEAD);
      return undefined;
    default:
      return undefined;
  }
}

/** A process that ends or begins anew makes no other call meanwhile. */
function checkAlone(process: string, index: number): void {
  if (open === 0) return;
  for (const [id, { step, returned }] of begun) {
    if (returned || (step.call !== 'exit' && step.call !== 'exec') || step.process !== process) continue;
    fail('leaving-process', `${process} is in the ${step.call} begun as ${id}`, at(index, 'process'), 'let it return first');
  }
}

/** A pause is for a call that begins here. */
function checkPause(step: Step, index: number): void {
  if (step.call === 'return' || step.call === 'resume' || step.pause === undefined || step.begins !== undefined) return;
  fail('bad-pairing', 'only a call that begins can pause', at(index, 'pause'), 'give it a name with begins, and a return');
}

function resumeCall(step: Step & { call: 'resume' }, index: number): void {
  if (step.begins !== undefined) fail('bad-pairing', 'a resume begins nothing', at(index, 'begins'), 'leave out begins');
  inFlight(step.of, index);
}

/** The call that the step names, which has begun and not returned. */
function inFlight(of: string, index: number): Begun {
  const call = begun.get(of);
  if (call === undefined) fail('bad-pairing', `no call has begun as ${of}`, at(index, 'of'), nameHint(of, begun.keys()));
  if (call.returned) fail('bad-pairing', `${of} has returned already`, at(index, 'of'), 'a call returns once');
  return call;
}

function beginCall(id: string, step: Step, index: number): void {
  if (begun.has(id)) fail('bad-pairing', `a call has begun as ${id} already`, at(index, 'begins'), 'choose another name');
  begun.set(id, { step, index, returned: false });
  open += 1;
}

function endCall(step: Step & { call: 'return' }, index: number): void {
  if (step.begins !== undefined) fail('bad-pairing', 'a return begins nothing', at(index, 'begins'), 'leave out begins');
  const call = inFlight(step.of, index);
  call.returned = true;
  open -= 1;
  takeEffect(call.step, call.index);
}

function checkExpectation(step: Step, index: number): void {
  const wrong = step.expect === undefined ? undefined : expectationFault(step.call, step.expect);
  if (wrong !== undefined) fail('bad-expectation', wrong.message, at(index, `expect${wrong.property}`), wrong.hint);
}

/** MAP_SHARED and MAP_PRIVATE are bits: both together are MAP_SHARED_VALIDATE to the kernel. */
function checkTypes({ flags }: Step & { call: 'mmap' }, index: number): void {
  let types = 0;
  for (const flag of flags) if (flag === 'MAP_SHARED' || flag === 'MAP_PRIVATE' || flag === 'MAP_SHARED_VALIDATE') types += 1;
  if (types > 1)
    fail(
      'two-mapping-types',
      'a mapping has one type',
      at(index, 'flags'),
      'MAP_SHARED with MAP_PRIVATE is MAP_SHARED_VALIDATE: name that',
    );
}

function checkStep(trace: Trace, step: Step, index: number, cpus: number): void {
  if (step.cpu !== undefined && step.cpu >= cpus) fail('unknown-cpu', `there is no CPU ${step.cpu}`, at(index, 'cpu'), `0 to ${cpus - 1}`);
  if (step.expect !== undefined) checkExpectation(step, index);
  checkPause(step, index);
  if (step.call === 'return') return endCall(step, index);
  if (step.call === 'resume') return resumeCall(step, index);
  if ('process' in step && step.process !== undefined) {
    checkProcess(step.process, index);
    checkAlone(step.process, index);
  }
  if (step.call === 'mmap') checkTypes(step, index);
  checkUses(trace, step, index);
  if (step.begins === undefined) takeEffect(step, index);
  else beginCall(step.begins, step, index);
}

function checkReturns(): void {
  for (const [id, call] of begun) {
    if (!call.returned)
      fail('bad-pairing', `the call begun as ${id} never returns`, at(call.index, 'begins'), `add { "call": "return", "of": "${id}" }`);
  }
}

/** Throws InputError at the first thing in the trace that makes no sense. The trace must have passed its schema. */
export function checkStory(trace: Trace): void {
  const geometry = trace.geometry ?? DEFAULT_GEOMETRY;
  if (trace.geometry !== undefined) checkGeometry(geometry);
  checkFiles(trace);
  begin(trace);
  let index = 0;
  for (const step of trace.steps) checkStep(trace, step, index++, geometry.cpus);
  if (open > 0) checkReturns();
  checkHugeFiles(trace);
}
