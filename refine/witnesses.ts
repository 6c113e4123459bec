/** The three who speak of a call: the formal model, a body, the rules. */
import { createJudge } from '../oracle/judge.ts';
import { isPromise } from '../replay/deadline.ts';
import type { Body } from '../schemas/contract.ts';
import type { Entry, Outcome, Snapshot, Step, Trace, Transcript, Verdict } from '../schemas/generated/types.ts';
import { InputError } from '../schemas/input-error.ts';
import { STUCK } from './call-graph.ts';
import type { ModelOutcome } from './call-graph.ts';
import type { Page, Places } from './geometry.ts';
import { pageOf } from './story.ts';
import type { Story, StoryStep } from './story.ts';

/** What the rules say of transcripts. */
export interface Rules {
  judge(transcript: Transcript): readonly Verdict[];
}

/** The rules of the generation, by the judge. */
export function rulesOf(generation: string): Rules {
  const judge = createJudge({ generation, profile: 'default', claims: true });
  return { judge: (transcript) => judge.judge(transcript).violations };
}

/** The story as a trace, for the rules and for whoever wants to replay it. */
export function traceOf(
  of: { readonly id: string; readonly title: string; readonly generation: string },
  places: Places,
  story: Story,
  steps: readonly StoryStep[],
): Trace {
  return {
    format: 1,
    ...of,
    rules: [],
    origin: { kind: 'generated', generator: 'refine', seed: 0, index: 0 },
    geometry: places.geometry,
    files: story.files(),
    processes: [...story.processes],
    steps: steps.map(({ step }) => step),
  };
}

/** A body, reset and told one call after the other. */
export class Performer {
  readonly body: Body;

  constructor(body: Body) {
    this.body = body;
  }

  reset(generation: string, { geometry }: Places, story: Story): void {
    atOnce(this.body.reset({ generation, geometry, files: story.files(), processes: story.processes }));
  }

  perform(step: Step): { readonly outcome: Outcome; readonly snapshot: Snapshot } {
    const outcome = atOnce(this.body.step(step as Parameters<Body['step']>[0]));
    const snapshot = atOnce(this.body.snapshot?.());
    if (snapshot === undefined) throw new InputError('shows-nothing', 'the body shows no tables', { hint: 'choose a body that does' });
    return { outcome, snapshot };
  }
}

function atOnce<T>(answer: T | Promise<T>): T {
  if (!isPromise(answer)) return answer;
  throw new InputError('not-at-once', 'the body answers by promises', {
    hint: 'choose a body that answers at once: reference, mutant:<name>',
  });
}

/** An outcome of a call in the words of the rules. Where an mmap went is a matter of the rules alone. */
export function wordsOf(outcome: Outcome | undefined): string {
  if (outcome === undefined) return 'no answer: the fault never ends';
  switch (outcome.result) {
    case 'done':
      return outcome.value === undefined ? 'success' : `success with ${outcome.value}`;
    case 'refused':
      return `refused with ${outcome.errno}`;
    case 'fault':
      return `${outcome.signal} (${outcome.code ?? '?'})`;
    case 'unsupported':
    case 'pending':
      return outcome.result;
  }
}

/** What the model says of a call, as an outcome; undefined where it has no answer. */
export function outcomeOf({ tag, value }: ModelOutcome, step: Step, byteOf: (frame: Page) => number): Outcome | undefined {
  switch (tag) {
    case STUCK:
      return undefined;
    case 'Refused':
      return { result: 'refused', errno: value as 'EINVAL' };
    case 'Fault':
      return { result: 'fault', signal: 'SIGSEGV', code: value as 'SEGV_MAPERR' };
    case 'Reached':
      return step.call === 'load' ? { result: 'done', value: byteOf(pageOf(value)) } : { result: 'done' };
    default:
      return step.call === 'mmap' && step.addr !== undefined ? { result: 'done', addr: step.addr } : { result: 'done' };
  }
}

/** An answer that nobody may give: the rules then say which ones they permit. */
const FORBIDDEN: Outcome = { result: 'refused', errno: 'ENOSYS' };

/** What the rules permit at the last step, in words; undefined where they permit anything. */
export function permitted(rules: Rules, transcript: Transcript): readonly string[] | undefined {
  const entries: Entry[] = [...transcript.entries.slice(0, -1), { outcome: FORBIDDEN }];
  const last = entries.length - 1;
  const accused = rules.judge({ ...transcript, entries }).find(({ step, permitted }) => step === last && permitted !== undefined);
  // Which address an mmap may answer is a matter of the rules alone.
  return accused?.permitted?.map((words) => words.replace(/^success with (?!\d+$).*$/u, 'success'));
}

/** Whether the rules accept another answer at the last step, with the tables as they are shown. */
export function acceptsAt(rules: Rules, transcript: Transcript, outcome: Outcome): boolean {
  const last = transcript.entries.length - 1;
  const entries: Entry[] = [...transcript.entries.slice(0, -1), { outcome }];
  return rules.judge({ ...transcript, entries }).every(({ step }) => step !== last);
}
