/** The suite as tests: each trial asks for verdicts, and says them in few words. Loaded anew for each change of the specification … */
import { otherShowings } from '../../detect/other-showings.ts';
import { otherWays } from '../../detect/other-ways.ts';
import { passing, shownOtherwise } from '../../detect/otherwise.ts';
import { createJudge } from '../../oracle/judge.ts';
import type { Judge, JudgeOptions } from '../../oracle/judge.ts';
import { undecided } from '../../oracle/judgement.ts';
import type { Transcript } from '../../schemas/generated/types.ts';
import { allRules, profiles } from '../../spec/index.ts';
import type { Rule } from '../../spec/index.ts';
import { OTHERWISE } from './finding.ts';
import type { Finding, Trial } from './finding.ts';
import type { Performance } from './performances.ts';
import { ONE_SIDED, profileOf } from './profiles.ts';

/** A rule that a story is about, and that is not decided. */
const UNDECIDED = 'undecided';

/** A body that obeys every rule, in a story. */
export function rightTrial({ body, story, perform }: Performance): Trial {
  const id = `${body}: ${story.id}`;
  return {
    kind: 'right',
    id,
    complaint: ({ verdicts, threw }) =>
      verdicts.every((verdict) => verdict.startsWith(`0 ${UNDECIDED} `)) && threw === undefined ? undefined : `${id}: it does not conform`,
    run: () => findingOf([perform], story.generation, profileOf(body, story.generation)),
  };
}

/** A body that says at the last step that it cannot answer. */
export function lackingTrial({ body, story, perform }: Performance): Trial {
  const id = `${body}: ${story.id}`;
  return {
    kind: 'lacking',
    id,
    complaint: ({ verdicts }) =>
      verdicts.includes(`0 unsupported ${story.steps.length - 1}`) ? undefined : `${id}: it answers what it does not have`,
    run: () => findingOf([perform], story.generation, profileOf(body, story.generation)),
  };
}

/** A body that breaks rules, in stories that tell it. */
export function wrongTrial(body: string, generation: string, performed: readonly Performance[]): Trial {
  return {
    kind: 'wrong',
    id: body,
    complaint: ({ verdicts }) => (verdicts.some((verdict) => !verdict.includes(` ${UNDECIDED} `)) ? undefined : `no verdict tells ${body}`),
    run: () =>
      findingOf(
        performed.map(({ perform }) => perform),
        generation,
        profileOf(body, generation),
      ),
  };
}

/** The two examples of each rule. */
export function exampleTrials(): Trial[] {
  return allRules.map(exampleTrial);
}

function exampleTrial({ id, holds, breaks }: Rule): Trial {
  const { generation } = holds.transcript.trace;
  const exhibits = [holds, breaks].map(
    ({ transcript }) =>
      () =>
        Promise.resolve(transcript),
  );
  return {
    kind: 'example',
    id: `example: ${id}`,
    complaint: ({ verdicts }) =>
      verdicts.some((verdict) => verdict.startsWith(`1 ${id} `)) && verdicts.every((verdict) => verdict.startsWith('1 '))
        ? undefined
        : `the examples of ${id} do not show it`,
    run: () => findingOf(exhibits, generation, profileOf('', generation)),
  };
}

/** Of one story: things shown otherwise, bodies that show less or in other numbers, and ways that are permitted too. */
const [PICTURES, OTHER_SHOWINGS, WAYS] = [5, 2, 2];

const NOTHING_FOUND: Finding = { verdicts: [] };

/**
 * Bodies that are right but for one answer of the story, or for one thing shown in it; right ones that show less, or take another way; and
 * one that does not claim the interface.
 * What is open is read by each profile in its way, so answers are judged by all of them.
 */
export function otherwiseTrials(performance: Performance): Trial[] {
  const usual = profileOf(performance.body, performance.story.generation);
  const others = profiles.map(({ id }) => id).filter((id) => id !== usual);
  return [
    otherwiseTrial(performance, usual, { ways: WAYS, pictures: true }),
    ...others.map((id) => otherwiseTrial(performance, id, { ways: 0, pictures: false })),
    ...ONE_SIDED.map((id) => otherwiseTrial(performance, id, { ways: WAYS, pictures: false })),
  ];
}

interface More {
  /** So many other ways are taken. */
  readonly ways: number;
  /** What is shown is shown otherwise, too, and the interface is not claimed. */
  readonly pictures: boolean;
}

function otherwiseTrial({ body, story, perform }: Performance, profile: string, more: More): Trial {
  const id = `${OTHERWISE}${body} by ${profile}: ${story.id}`;
  return {
    kind: 'otherwise',
    id,
    complaint: ({ threw }) => (threw === undefined ? undefined : `${id}: ${threw}`),
    run: () => foundOtherwise(perform, { generation: story.generation, profile }, more),
  };
}

async function foundOtherwise(
  perform: () => Promise<Transcript>,
  by: Pick<JudgeOptions, 'generation' | 'profile'>,
  { ways: many, pictures: shows }: More,
): Promise<Finding> {
  const transcript = await perform();
  try {
    const judge = createJudge({ ...by, claims: true });
    const answers = answersPassing(judge, transcript);
    const ways = otherWays(judge, transcript, many).map((way) => `way ${JSON.stringify(way)}`);
    const pictures = shows ? [...shownOtherwise(transcript, PICTURES), ...otherShowings(transcript, OTHER_SHOWINGS)] : [];
    const shown = await judged(
      pictures.map((one) => () => Promise.resolve(one)),
      judge,
    );
    const unclaimed = shows ? await foundUnclaimed(transcript, createJudge({ ...by, claims: false })) : NOTHING_FOUND;
    const verdicts = [...answers, ...ways, ...shown.verdicts, ...unclaimed.verdicts.map((verdict) => `unclaimed ${verdict}`)];
    return { ...shown, verdicts, said: `${shown.said} ${unclaimed.said}` };
  } catch (error) {
    return { verdicts: [], threw: String(error) };
  }
}

/** Of a body that does not claim the interface, and gives one answer otherwise too. */
async function foundUnclaimed(transcript: Transcript, judge: Judge): Promise<Finding> {
  const finding = await judged([() => Promise.resolve(transcript)], judge);
  return { ...finding, verdicts: [...finding.verdicts, ...answersPassing(judge, transcript)] };
}

function answersPassing(judge: Judge, transcript: Transcript): string[] {
  return passing(judge, transcript).map((outcomes, step) => `${step} ${JSON.stringify(outcomes)}`);
}

/** The judge is made here too: for what a rule is in force is a part of the specification. */
async function findingOf(exhibits: readonly (() => Promise<Transcript>)[], generation: string, profile: string): Promise<Finding> {
  let judge: Judge;
  try {
    judge = createJudge({ generation, profile, claims: true });
  } catch (error) {
    return { verdicts: [], threw: String(error) };
  }
  return judged(exhibits, judge);
}

/** The steps that the body cannot perform: nothing is decided there. */
function unsupported({ entries }: Transcript): number[] {
  return entries.flatMap(({ outcome }, step) => (outcome.result === 'unsupported' ? [step] : []));
}

/** Goes through the exhibits, also after one has thrown: a later one may tell by a verdict. */
async function judged(exhibits: readonly (() => Promise<Transcript>)[], judge: Judge): Promise<Finding> {
  const verdicts: string[] = [];
  const said: unknown[] = [];
  let threw: string | undefined;
  for (const [i, exhibit] of exhibits.entries()) {
    try {
      const transcript = await exhibit();
      const { status, reason, decided, violations } = judge.judge(transcript);
      verdicts.push(...unsupported(transcript).map((step) => `${i} unsupported ${step}`));
      if (status === 'broken') threw ??= reason ?? 'broken';
      else if (status !== 'complete') verdicts.push(`${i} ${status}`);
      said.push(decided, violations);
      // What an exception left undecided is no verdict; a wrong body may leave undecided what a story is about.
      if (status !== 'broken')
        verdicts.push(...undecided(judge.rules, { trace: transcript.trace, decided }).map((rule) => `${i} ${UNDECIDED} ${rule}`));
      verdicts.push(...violations.map(({ rule, step }) => `${i} ${rule} ${step ?? ''}`).toSorted());
    } catch (error) {
      threw ??= String(error);
    }
  }
  return threw === undefined ? { verdicts, said: JSON.stringify(said) } : { verdicts, threw };
}
