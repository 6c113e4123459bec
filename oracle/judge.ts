/**
 * The judge: follows a transcript with the specification, and says at each step which rules held and which are violated.
 * Where the sources permit several readings it follows all of them, and drops those that what was seen rules out.
 * It knows nothing of what the rules are about.
 */
import type { Call } from '../schemas/contract.ts';
import type { Entry, Outcome, Snapshot, Step, Trace, Transcript, Verdict } from '../schemas/generated/types.ts';
import { InputError } from '../schemas/input-error.ts';
import { type Rule, type World, begin, generations, profileNamed, rulesInForce } from '../spec/index.ts';
import type { Judgement } from './judgement.ts';
import { Hearing, newBench } from './hearing.ts';
import { JointExamination } from './joint.ts';

export interface JudgeOptions {
  readonly generation: string;
  readonly profile: string;
  /** The body says that it implements the generation. */
  readonly claims: boolean;
  /** Other rules than those in force, to try them out. */
  readonly rules?: readonly Rule[];
}

export interface Judge {
  readonly rules: readonly Rule[];
  judge(transcript: Transcript): Judgement;
  /**
   * For each step heard, those of the outcomes that `proposed` names which are permitted there, after what was seen before; undefined
   * for steps that were not performed, and for those behind a violation.
   */
  permits(transcript: Transcript, proposed: (call: Call, seen: Outcome) => readonly Outcome[]): (readonly Outcome[] | undefined)[];
  /** The readings before the first step of a trace: one. */
  begin(trace: Trace): World[];
  /** Judges one step alone. The worlds are used up: what is known after the step is in the answer. */
  hear(moment: StepMoment): StepJudgement;
  /** Judges steps among which calls overlap. The worlds are used up. */
  hearPassage(moment: PassageMoment): StepJudgement;
  /**
   * Judges passages that differ in nothing but in what the body showed after each step; gives a judgement for each. What shows the same is
   * looked at once, so two of them may have one judgement.
   */
  hearJointly(moment: JointMoment): readonly StepJudgement[];
  /** What the rules permit at a step, in words: `done`, an errno, or a signal with its code. Every reading counts. */
  permitted(worlds: readonly World[], call: Call): Set<string>;
}

/** A step on its own: what was known before it, and what was seen of it. */
export interface StepMoment {
  /** Every reading that is still possible, the likeliest first. */
  readonly worlds: readonly World[];
  /** Later than all steps that the worlds know. */
  readonly step: number;
  /** With absolute addresses. */
  readonly call: Call;
  readonly outcome: Outcome;
  /** What the body showed before the step and after it. */
  readonly before: Snapshot;
  readonly after: Snapshot;
}

/** Steps among which calls overlap, on their own. No call is in flight before them, and none after. */
export interface PassageMoment extends Pick<StepMoment, 'worlds' | 'before'> {
  /** The number of the first of them, later than all steps that the worlds know. */
  readonly step: number;
  /** With absolute addresses. */
  readonly steps: readonly Step[];
  /** One for each, with what the body showed after it. */
  readonly entries: readonly Entry[];
}

/** Several passages with the same steps and answers. */
export interface JointMoment extends PassageMoment {
  /** For each of them, what was shown after each step; what is the same is the same object. What `entries` show does not count. */
  readonly shown: readonly (readonly Snapshot[])[];
}

export interface StepJudgement {
  readonly worlds: readonly World[];
  /** How often each rule in force was decided, by the index of the rule. */
  readonly decided: readonly number[];
  readonly violations: readonly Verdict[];
}

/** Throws InputError for an unknown generation, profile, question or reading. */
export function createJudge(options: JudgeOptions): Judge {
  const traits = generations.find((g) => g.id === options.generation);
  if (!traits) throw unknownGeneration(options.generation);
  const { choices } = profileNamed(options.profile);
  const bench = newBench(options.rules ?? rulesInForce(traits));
  const worldsOf = (trace: Trace): World[] => [begin(trace, traits, choices, options.claims)];
  return {
    rules: bench.docket.rules,
    judge: (transcript) => new Hearing(bench, transcript.trace.id, worldsOf(transcript.trace)).run(transcript),
    permits(transcript, proposed) {
      const permitted: (readonly Outcome[] | undefined)[] = transcript.entries.map(() => undefined);
      const hearing = new Hearing(bench, transcript.trace.id, worldsOf(transcript.trace));
      hearing.run(transcript, (call, step, seen) => (permitted[step] = hearing.among(call, step, proposed(call, seen))));
      return permitted;
    },
    begin: worldsOf,
    hear: (moment) => new Hearing(bench, 'step', moment.worlds).step(moment),
    hearPassage: (moment) => new Hearing(bench, 'steps', moment.worlds).passage(moment),
    hearJointly(moment) {
      const looking = new JointExamination(bench, moment);
      return looking.judgements(new Hearing(bench, 'steps', moment.worlds, looking).passage(moment));
    },
    permitted: (worlds, call) => new Hearing(bench, 'step', worlds).permitted(call),
  };
}

function unknownGeneration(name: string): InputError {
  const known = generations.map(({ id }) => id);
  return new InputError('unknown-generation', `there is no generation ${name}`, { hint: `known: ${known.join(', ')}` });
}
