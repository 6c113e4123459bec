/** One run from the beginning: every call is made on the body and weighed against the model and the rules. */
import type { CallGraph, Call } from './call-graph.ts';
import type { Places } from './geometry.ts';
import type { Refined } from './generations.ts';
import { differences } from './picture.ts';
import type { Differences, ModelPicture } from './picture.ts';
import type { Story, StoryStep } from './story.ts';
import type { Entry, Outcome, Trace, Transcript } from '../schemas/generated/types.ts';
import { isBeyondModel, outvotedBy } from './vote.ts';
import type { Outvoted } from './vote.ts';
import type { Performer } from './witnesses.ts';
import { acceptsAt, outcomeOf, permitted, traceOf, wordsOf } from './witnesses.ts';
import type { Rules } from './witnesses.ts';

export interface Disagreement {
  /** Who stands against the two others; undefined where no two agree, the model is silent, or the rules permit both answers. */
  readonly outvoted: Outvoted | undefined;
  readonly model: string;
  readonly body: string;
  /** What the rules permit; undefined: anything. */
  readonly rules: readonly string[] | undefined;
  /** Rules that the body violates. */
  readonly violated: readonly string[];
  /** Where tables differ. */
  readonly differences: readonly string[];
  /** All calls up to the one in dispute, openings included. */
  readonly trace: Trace;
  /** How many calls of the model it takes. */
  readonly calls: number;
}

/** Where the rules permit more than the one answer of the model: the call, and what more. */
export type Wider = Map<string, number>;

/** One step that was made for a call of the model. */
interface Weighed {
  readonly call: Call;
  /** Which call of the run it is. */
  readonly number: number;
  readonly story: StoryStep;
  /** What the model says of it. */
  readonly said: Outcome | undefined;
  /** The index of the step in the trace. */
  readonly at: number;
  readonly differences: Differences;
}

/** What lasts over all runs. */
export class Lockstep {
  private readonly generation: Refined;
  private readonly graph: CallGraph;
  private readonly performer: Performer;
  private readonly rules: Rules;
  private readonly places: Places;
  private readonly pictures = new Map<number, ModelPicture>();
  /** Answers that the rules permit beside the model's. */
  readonly wider: Wider = new Map();
  /** How often a CPU remembered otherwise than the model's, and was right. */
  otherwise = 0;
  /** Steps performed, openings and tidying up included. */
  steps = 0;

  constructor(generation: Refined, graph: CallGraph, performer: Performer, rules: Rules, places: Places) {
    this.generation = generation;
    this.graph = graph;
    this.performer = performer;
    this.rules = rules;
    this.places = places;
  }

  /**
   * Makes the calls in turn; the first disagreement, if there is one.
   * @param asked for each call, whether the rules are asked what they permit beside the model's answer
   */
  run(calls: readonly Call[], asked: readonly boolean[]): Disagreement | undefined {
    const { id, Story, abstraction } = this.generation;
    const story = new Story(this.places);
    const steps: StoryStep[] = [];
    const entries: Entry[] = [];
    const weighed: Weighed[] = [];
    this.performer.reset(id, this.places, story);
    const take = (made: StoryStep): Entry => {
      const entry = this.performer.perform(made.step);
      steps.push(made);
      entries.push(entry);
      this.steps++;
      return entry;
    };
    for (const made of story.opening()) take(made);
    for (const [number, call] of calls.entries()) {
      // A load finds what is there before the call.
      const made = story.stepsOf(call.instance, call.outcome).map((one) => ({ one, said: this.said(call, one, story) }));
      for (const { one, said } of made) {
        const { snapshot } = take(one);
        const shown = abstraction(snapshot!, this.places, story);
        const differing = differences(this.picture(call.to), shown);
        this.otherwise += differing.otherwise;
        weighed.push({ call, number, story: one, said, at: steps.length - 1, differences: differing });
      }
    }
    const transcript: Transcript = {
      format: 1,
      trace: traceOf({ id: 'refine', title: 'Calls of the formal model.', generation: id }, this.places, story, steps),
      body: this.performer.body.description,
      entries,
      status: 'complete',
    };
    return this.weigh(transcript, weighed, asked);
  }

  private said({ outcome }: Call, { step }: StoryStep, story: Story): Outcome | undefined {
    return outcomeOf(outcome, step, (frame) => story.byteOf(frame));
  }

  private picture(state: number): ModelPicture {
    let picture = this.pictures.get(state);
    if (picture === undefined)
      this.pictures.set(state, (picture = this.generation.pictureOf((name) => this.graph.valueIn(state, name), this.places)));
    return picture;
  }

  private weigh(transcript: Transcript, weighed: readonly Weighed[], asked: readonly boolean[]): Disagreement | undefined {
    const violations = this.rules.judge(transcript);
    for (const one of weighed) {
      const sameAnswer = !one.story.weighed || wordsOf(one.said) === wordsOf(transcript.entries[one.at]!.outcome);
      const violated = violations.filter(({ step }) => step === one.at).map(({ rule }) => rule);
      if (!sameAnswer || one.differences.wrong.length > 0 || violated.length > 0) {
        return this.disagreement(cut(transcript, one.at + 1), one, sameAnswer, violated);
      }
      if (asked[one.number] === true && one.story.weighed) this.ask(cut(transcript, one.at + 1), one);
    }
    return undefined;
  }

  private disagreement(transcript: Transcript, one: Weighed, sameAnswer: boolean, violated: readonly string[]): Disagreement {
    const { said } = one;
    const statements = {
      sameAnswer,
      sameTables: one.differences.wrong.length === 0,
      bodyAccepted: violated.length === 0,
      modelAccepted: sameAnswer || (said !== undefined && acceptsAt(this.rules, transcript, said)),
      modelSilent: violated.every(isBeyondModel),
    };
    return {
      outvoted: outvotedBy(statements),
      model: wordsOf(said),
      body: wordsOf(transcript.entries[one.at]!.outcome),
      rules: permitted(this.rules, transcript),
      violated,
      differences: one.differences.wrong,
      trace: transcript.trace,
      calls: one.number + 1,
    };
  }

  /** The model has one answer. The rules must permit it, and what they permit beside it is counted. */
  private ask(transcript: Transcript, { story, said: outcome }: Weighed): void {
    const said = wordsOf(outcome);
    const others = permitted(this.rules, transcript)?.filter((words) => words !== said) ?? ['anything'];
    for (const words of others) {
      const key = `${story.step.call}, ${said}: also ${words}`;
      this.wider.set(key, (this.wider.get(key) ?? 0) + 1);
    }
  }
}

/** The first steps of a transcript. */
function cut(transcript: Transcript, steps: number): Transcript {
  const { trace, entries } = transcript;
  return { ...transcript, trace: { ...trace, steps: trace.steps.slice(0, steps) }, entries: entries.slice(0, steps) };
}
