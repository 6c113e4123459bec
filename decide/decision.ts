/** DECIDE: requirements and questions, by generation, as a value that is written as JSON and as Markdown. */
import { createReference } from '../reference/index.ts';
import type { Step } from '../schemas/generated/types.ts';
import { generations } from '../spec/index.ts';
import type { Lowering } from './lowering.ts';
import { lowerings } from './lowerings/index.ts';
import type { Operation } from './operation.ts';
import { wordsOf } from './operation.ts';
import { questionsOf } from './questions.ts';
import { verdictOn } from './requirement-verdicts.ts';
import type { Met, RequirementVerdict } from './requirement-verdicts.ts';
import { requirements } from './requirements.ts';
import { PAGES, SHARERS, costsOf } from './ways.ts';
import type { WayCosts } from './ways.ts';

export interface Decision {
  readonly format: 1;
  readonly generations: readonly { readonly id: string; readonly title: string }[];
  readonly requirements: readonly DecidedRequirement[];
  readonly costs: DecidedCosts;
  readonly questions: readonly DecidedQuestion[];
}

interface DecidedRequirement {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** By generation. */
  readonly verdicts: Readonly<Record<string, DecidedVerdict>>;
}

interface DecidedVerdict {
  readonly verdict: Met;
  /** The checks that fail, each with its story. */
  readonly failing: readonly FailingCheck[];
}

interface FailingCheck {
  readonly check: string;
  readonly wanted: string;
  /** Why the story cannot be told. */
  readonly lacking?: string;
  /** The story, each operation with what came of it. */
  readonly story: readonly { readonly operation: string; readonly effect: string }[];
  readonly steps: readonly Step[];
}

interface DecidedQuestion {
  readonly story: readonly string[];
  /** What the last operation comes to, by generation. */
  readonly answers: Readonly<Record<string, string>>;
  /** The pairs that no shorter story with the same end tells apart. */
  readonly tells: readonly (readonly [string, string])[];
  /** The calls, by generation. */
  readonly steps: Readonly<Record<string, readonly Step[]>>;
}

/** What one scenario costs: create, join, touch each page, make all read-only, use, leave. */
interface DecidedCosts {
  readonly pages: number;
  readonly sharers: readonly number[];
  readonly ways: readonly WayCosts[];
}

/** @param columns the generations to compare, in this order */
export function decide(columns: readonly Lowering[] = lowerings): Decision {
  const bodied = columns.map((lowering) => ({ lowering, body: createReference() }));
  return {
    format: 1,
    generations: columns.map(({ generation: id }) => ({ id, title: generations.find((one) => one.id === id)?.title ?? id })),
    requirements: requirements.map((requirement) => ({
      id: requirement.id,
      title: requirement.title,
      source: requirement.source,
      verdicts: Object.fromEntries(
        bodied.map(({ lowering, body }) => [lowering.generation, decided(verdictOn(requirement, lowering, body))]),
      ),
    })),
    costs: { pages: PAGES, sharers: SHARERS, ways: costsOf(columns) },
    questions: questionsOf(bodied).map(({ story, answers, tells, played }) => ({
      story: story.map(wordsOf),
      answers: Object.fromEntries(answers),
      tells,
      steps: Object.fromEntries([...played].map(([generation, { steps }]) => [generation, steps])),
    })),
  };
}

function decided({ met, checks }: RequirementVerdict): DecidedVerdict {
  const failing = checks.filter(({ holds }) => !holds);
  return {
    verdict: met,
    failing: failing.map(({ check, wanted, lacking, story, effects, played }) => ({
      check,
      wanted,
      ...(lacking === undefined ? {} : { lacking }),
      story: told(story, effects),
      steps: played.steps,
    })),
  };
}

function told(story: readonly Operation[], effects: readonly string[]): FailingCheck['story'] {
  return effects.map((effect, i) => ({ operation: wordsOf(story[i]!), effect }));
}
