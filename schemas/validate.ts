/** VALIDATE: from an unknown value to a typed noun. Throws InputError; the value itself comes back, unchanged. */
import { hashOf, isSoundTrace } from './canonical.ts';
import { checkNoun } from './gate.ts';
import type { BodyDescription, Outcome, Report, Snapshot, Trace, Transcript } from './generated/types.ts';
import { InputError, isTaken } from './input-error.ts';
import { parseJson, parseUnmeasured } from './parse.ts';
import { snapshotFault } from './snapshot.ts';
import { checkStory } from './story.ts';

/** Runs a check that knows no file, and names the file in what it throws. */
function naming<T>(file: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw error instanceof InputError && file !== '' ? error.in(file) : error;
  }
}

function checkHash(trace: Trace): void {
  if (trace.hash === undefined) return;
  const right = hashOf(trace);
  if (trace.hash === right) return;
  throw new InputError('hash-mismatch', 'the hash is not that of the content', {
    pointer: '/hash',
    hint: `write "${right}", or leave the hash out`,
  });
}

/** The quick way for what is right, which is nearly everything; the schema decides about the rest. */
function checkTrace(value: unknown): Trace {
  if (isSoundTrace(value)) {
    checkStory(value);
    return value;
  }
  const trace = checkNoun('trace', value);
  checkStory(trace);
  checkHash(trace);
  return trace;
}

/** A trace of the right shape that makes sense, and whose hash, where it carries one, is right. */
export function validateTrace(value: unknown, file = ''): Trace {
  return naming(file, () => checkTrace(value));
}

/** Would `validateTrace` take it? */
export function isValidTrace(value: unknown): boolean {
  return isTaken(() => checkTrace(value));
}

/** A trace from JSON text: parseJson and validateTrace. In what is sound nothing is nested that has not been looked at. */
export function parseTrace(text: string | Uint8Array, file = ''): Trace {
  const value = parseUnmeasured(text);
  if (!isSoundTrace(value)) return validateTrace(parseJson(text, file), file);
  naming(file, () => checkStory(value));
  return value;
}

/** A snapshot whose flat lists are whole and whose numbers are exact. */
export function validateSnapshot(value: unknown, file = ''): Snapshot {
  const snapshot = checkNoun('snapshot', value, file);
  refuseFault(snapshot, '', file);
  return snapshot;
}

function refuseFault(snapshot: Snapshot | undefined, pointer: string, file: string): void {
  const fault = snapshot === undefined ? undefined : snapshotFault(snapshot);
  if (fault === undefined) return;
  throw new InputError('bad-snapshot', fault.message, {
    file,
    pointer: `${pointer}${fault.pointer}`,
    hint: 'see schemas/snapshot.schema.json',
  });
}

/** An outcome, with the snapshot in it. */
export function validateOutcome(value: unknown, file = ''): Outcome {
  const outcome = checkNoun('outcome', value, file);
  if (outcome.result === 'done') refuseFault(outcome.snapshot, '/snapshot', file);
  return outcome;
}

export function validateBody(value: unknown, file = ''): BodyDescription {
  return checkNoun('body', value, file);
}

export function validateReport(value: unknown, file = ''): Report {
  return checkNoun('report', value, file);
}

/** A transcript: its trace makes sense, and it has as many entries as its status says. */
export function validateTranscript(value: unknown, file = ''): Transcript {
  const transcript = checkNoun('transcript', value, file);
  naming(file, () => checkInnerTrace(transcript.trace));
  checkEntryCount(transcript, file);
  transcript.entries.forEach(({ outcome, snapshot }, index) => {
    refuseFault(snapshot, `/entries/${index}/snapshot`, file);
    if (outcome.result === 'done') refuseFault(outcome.snapshot, `/entries/${index}/outcome/snapshot`, file);
  });
  return transcript;
}

function checkInnerTrace(trace: Trace): void {
  try {
    checkStory(trace);
    checkHash(trace);
  } catch (error) {
    throw error instanceof InputError
      ? new InputError(error.code, error.message, { pointer: `/trace${error.pointer}`, hint: error.hint })
      : error;
  }
}

function checkEntryCount({ entries, trace, status }: Transcript, file: string): void {
  const most = status === 'complete' ? trace.steps.length : trace.steps.length - 1;
  const right = status === 'complete' ? entries.length === most : entries.length <= most;
  if (right) return;
  const message = `${entries.length} entries do not go with ${trace.steps.length} steps and the status ${status}`;
  throw new InputError('bad-entries', message, {
    file,
    pointer: '/entries',
    hint: `${status === 'complete' ? 'exactly' : 'at most'} ${most}`,
  });
}
