/** The suite as tests: each trial asks for verdicts, and says them in few words. Loaded anew for each change of the specification … */
import { createJudge } from '../../oracle/judge.ts';
import type { Judge } from '../../oracle/judge.ts';
import type { Transcript } from '../../schemas/generated/types.ts';
import { allRules } from '../../spec/index.ts';
import type { Rule } from '../../spec/index.ts';
import type { Finding, Trial } from './finding.ts';
import type { Performance } from './performances.ts';
import { profileOf } from './profiles.ts';

/** A body that obeys every rule, in a story. */
export function rightTrial({ body, story, perform }: Performance): Trial {
  const id = `${body}: ${story.id}`;
  return {
    kind: 'right',
    id,
    complaint: ({ verdicts, threw }) => (verdicts.length === 0 && threw === undefined ? undefined : `${id}: it does not conform`),
    run: () => findingOf([perform], story.generation, profileOf(body, story.generation)),
  };
}

/** A body that breaks rules, in stories that tell it. */
export function wrongTrial(body: string, generation: string, performed: readonly Performance[]): Trial {
  return {
    kind: 'wrong',
    id: body,
    complaint: ({ verdicts }) => (verdicts.length > 0 ? undefined : `no verdict tells ${body}`),
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

/** Goes through the exhibits, also after one has thrown: a later one may tell by a verdict. */
async function judged(exhibits: readonly (() => Promise<Transcript>)[], judge: Judge): Promise<Finding> {
  const verdicts: string[] = [];
  const said: unknown[] = [];
  let threw: string | undefined;
  for (const [i, exhibit] of exhibits.entries()) {
    try {
      const { status, reason, decided, violations } = judge.judge(await exhibit());
      if (status === 'broken') threw ??= reason ?? 'broken';
      else if (status !== 'complete') verdicts.push(`${i} ${status}`);
      said.push(decided, violations);
      verdicts.push(...violations.map(({ rule, step }) => `${i} ${rule} ${step ?? ''}`).toSorted());
    } catch (error) {
      threw ??= String(error);
    }
  }
  return threw === undefined ? { verdicts, said: JSON.stringify(said) } : { verdicts, threw };
}
