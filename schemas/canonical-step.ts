/** The line of a step in the canonical text. Each call is written by a function of its own, which keeps reading its properties fast. */
import { ADVICE, begin, flags, hexOrZero, nameOrNone, placeOrNone, range, writeCpu } from './canonical-fields.ts';
import type { Call, Write } from './canonical-fields.ts';
import { regionWriters } from './canonical-region-step.ts';
import { isExpectation, isNote } from './documentation.ts';
import type { FieldWriter } from './field-writer.ts';
import { MAP_FLAGS, OPEN_FLAGS, PROT, REMAP_FLAGS } from './flag-sets.ts';
import type { Step } from './generated/types.ts';
import { hasOnly } from './properties.ts';
import { BEGINS, EXPECT, FAIL, NOTE, PAUSE, isStray, keysOf, keysOfCall } from './step-keys.ts';

const MOST_BYTE = 255;
const MOST_ALLOCATIONS = 1_000_000;
const FAILURE: ReadonlySet<string> = new Set(['allocation']);

const writers: { readonly [N in Call]: Write<N> } = {
  open(text, step) {
    begin(text, 'open', step.process, step.cpu);
    text.name(step.file);
    flags(text, OPEN_FLAGS, step.flags);
    text.name(step.as);
  },
  close(text, step) {
    begin(text, 'close', step.process, step.cpu);
    text.name(step.fd);
  },
  ftruncate(text, step) {
    begin(text, 'ftruncate', step.process, step.cpu);
    text.name(step.fd);
    text.hex(step.size);
  },
  mmap(text, step) {
    begin(text, 'mmap', step.process, step.cpu);
    placeOrNone(text, step.addr);
    text.hex(step.length);
    flags(text, PROT, step.prot);
    flags(text, MAP_FLAGS, step.flags);
    nameOrNone(text, step.fd);
    hexOrZero(text, step.offset);
    nameOrNone(text, step.as);
  },
  munmap(text, step) {
    begin(text, 'munmap', step.process, step.cpu);
    range(text, step.addr, step.length);
  },
  mprotect(text, step) {
    begin(text, 'mprotect', step.process, step.cpu);
    range(text, step.addr, step.length);
    flags(text, PROT, step.prot);
  },
  madvise(text, step) {
    begin(text, 'madvise', step.process, step.cpu);
    range(text, step.addr, step.length);
    text.oneOf(step.advice, ADVICE);
  },
  mremap(text, step) {
    begin(text, 'mremap', step.process, step.cpu);
    range(text, step.addr, step.oldLength);
    text.hex(step.newLength);
    flags(text, REMAP_FLAGS, step.flags);
    placeOrNone(text, step.newAddr);
    nameOrNone(text, step.as);
  },
  fork(text, step) {
    begin(text, 'fork', step.process, step.cpu);
    text.name(step.child);
  },
  exec(text, step) {
    begin(text, 'exec', step.process, step.cpu);
    text.word('-');
  },
  exit(text, step) {
    begin(text, 'exit', step.process, step.cpu);
    text.word('-');
  },
  load(text, step) {
    begin(text, 'load', step.process, step.cpu);
    text.place(step.addr);
  },
  store(text, step) {
    begin(text, 'store', step.process, step.cpu);
    text.place(step.addr);
    text.number(step.value, MOST_BYTE);
  },
  present(text, step) {
    begin(text, 'present', step.process, step.cpu);
    text.place(step.addr);
  },
  tables(text, step) {
    text.write('tables -');
    writeCpu(text, step.cpu);
    text.word('-');
  },
  'table-bytes'(text, step) {
    text.write('table-bytes');
    nameOrNone(text, step.process);
    writeCpu(text, step.cpu);
    text.word('-');
  },
  resume(text, step) {
    text.write('resume -');
    writeCpu(text, step.cpu);
    text.id(step.of);
    if (step.pause === undefined) text.word('-');
    else text.point(step.pause);
  },
  return(text, step) {
    text.write('return -');
    writeCpu(text, step.cpu);
    text.id(step.of);
  },
  ...regionWriters,
};

/** How a call is written, and the properties that it may have. */
interface Form {
  readonly write: Write<Call>;
  readonly keys: number;
}

const forms = new Map<unknown, Form>(
  (Object.entries(writers) as [Call, Write<Call>][]).map(([call, write]) => [call, { write, keys: keysOfCall(call) }]),
);

/** Writes the line of what should be a step. What is none, or has properties that its call does not know, is refused. */
export function writeStep(text: FieldWriter, step: unknown): void {
  if (typeof step !== 'object' || step === null) return text.refuse();
  const form = forms.get((step as Step).call);
  if (form === undefined) return text.refuse();
  const keys = keysOf(step);
  if ((keys & ~form.keys) !== 0 || isStray(step, (step as Step).call, keys)) text.refuse();
  form.write(text, step as Step);
  if ((keys & BESIDE) !== 0) writeBeside(text, step as Step, keys);
  text.endLine();
}

const BESIDE = BEGINS | PAUSE | FAIL | EXPECT | NOTE;

function writeBeside(text: FieldWriter, step: Step, keys: number): void {
  if ((keys & BEGINS) !== 0 && step.begins !== undefined) {
    text.word('begins');
    text.id(step.begins);
  }
  if ((keys & PAUSE) !== 0 && step.call !== 'resume' && step.call !== 'return' && step.pause !== undefined) {
    text.word('pause');
    text.point(step.pause);
  }
  if ((keys & FAIL) !== 0 && 'fail' in step && step.fail !== undefined) writeFailure(text, step.fail);
  if ((keys & EXPECT) !== 0 && step.expect !== undefined && !isExpectation(step.expect)) text.refuse();
  if ((keys & NOTE) !== 0 && step.note !== undefined && !isNote(step.note)) text.refuse();
}

function writeFailure(text: FieldWriter, fail: unknown): void {
  if (!hasOnly(fail, FAILURE)) return text.refuse();
  const { allocation } = fail;
  text.word('fail allocation');
  text.number(allocation, MOST_ALLOCATIONS);
  if (allocation === 0) text.refuse();
}
