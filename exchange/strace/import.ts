/** IMPORT: the log of `strace -f` of a real program as a trace. */
import type { Step, Trace } from '../../schemas/generated/types.ts';
import { InputError } from '../../schemas/input-error.ts';
import { callOf } from './call.ts';
import type { LoggedCall } from './call.ts';
import { Clerk } from './clerk.ts';
import { LeftOut } from './left-out.ts';
import { readLog } from './lines.ts';
import type { Ending, Told } from './lines.ts';

export interface StraceOptions {
  /** Of the trace. */
  readonly id: string;
  /** The log's name, for the trace's origin. */
  readonly from: string;
  /** One load for each mapping that can be read. */
  readonly touch: boolean;
  readonly generation: string;
}

export interface Imported {
  readonly trace: Trace;
  readonly leftOut: readonly { readonly kind: string; readonly times: number }[];
}

const MOST_STEPS = 100_000;

/** @throws InputError bad-strace-line, too-large, nothing-to-import */
export function traceFromStrace(text: string, options: StraceOptions): Imported {
  const left = new LeftOut();
  const log = readLog(text);
  const events = log.entries.map((entry) => ('ended' in entry ? entry : callOf(entry)));
  left.add('call of which the log has one half', log.halves);
  const clerk = new Clerk(childrenIn(events), left, options.touch);
  for (const event of events) {
    clerk.take(event);
    if (clerk.steps.length > 2 * MOST_STEPS) throw tooMany(clerk.steps.length);
  }
  const steps = withoutUnused(clerk.steps, left);
  if (steps.length > MOST_STEPS) throw tooMany(steps.length);
  if (steps.length === 0) {
    const hint = 'record it with `strace -f -o log <program>`; a filter has to let mmap, openat and clone through';
    throw new InputError('nothing-to-import', 'the log has no call that a trace can say', { hint });
  }
  const leftOut = left.list();
  return { trace: traceOf(steps, clerk, leftOut, options), leftOut };
}

function tooMany(steps: number): InputError {
  const hint = 'record a shorter time, or take lines out of the log';
  return new InputError('too-large', `the log has ${steps} steps or more; a trace has at most ${MOST_STEPS}`, { hint });
}

const FORKS = new Set(['fork', 'vfork', 'clone', 'clone3']);

/** The ids that forks and clones return: of all other processes the log has no beginning. */
function childrenIn(events: readonly (LoggedCall | Ending | Told)[]): Set<number> {
  const ids = events.flatMap((event) => ('name' in event && FORKS.has(event.name) ? [Number(event.result)] : []));
  return new Set(ids.filter((id) => id > 0));
}

/** Most programs open many files that they only read: without the opens and closes of those a trace says the same. */
function withoutUnused(steps: readonly Step[], left: LeftOut): Step[] {
  const used = new Set(
    steps.flatMap((step) => ((step.call === 'mmap' || step.call === 'ftruncate') && step.fd !== undefined ? [step.fd] : [])),
  );
  const kept = steps.filter((step) => {
    if (step.call === 'open') return used.has(step.as);
    return step.call !== 'close' || used.has(step.fd);
  });
  const gone = (call: Step['call']): number =>
    steps.filter((step) => step.call === call).length - kept.filter((step) => step.call === call).length;
  left.add('open of a file that is neither mapped nor truncated through it', gone('open'));
  left.add('close of such a file', gone('close'));
  return kept;
}

function traceOf(steps: Step[], clerk: Clerk, leftOut: Imported['leftOut'], { id, from, generation }: StraceOptions): Trace {
  const files = new Set(steps.flatMap((step) => (step.call === 'open' ? [step.file] : [])));
  const lines = leftOut.reduce((sum, { times }) => sum + times, 0);
  const [first, ...others] = steps;
  const note = short(`Left out of the log: ${leftOut.map(({ kind, times }) => `${times} × ${kind}`).join('; ')}.`, 500);
  return {
    format: 1,
    id,
    title: short(
      `What ${clerk.tasks.first.join(' and ')} did to memory, from a log of strace; ${lines} calls and flags are left out.`,
      200,
    ),
    rules: [],
    origin: { kind: 'imported', from: short(`strace -f: ${from}`, 300) },
    generation,
    files: clerk.files.setups(files),
    processes: clerk.tasks.first,
    steps: first === undefined ? [] : [leftOut.length === 0 ? first : { ...first, note }, ...others],
  };
}

function short(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
