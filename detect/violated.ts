/** How a transcript is judged by rules of which some may be wrong. */
import { createJudge } from '../oracle/judge.ts';
import type { Judge } from '../oracle/judge.ts';
import type { Transcript } from '../schemas/generated/types.ts';
import type { Rule } from '../spec/index.ts';
import { GENERATION } from './matrix.ts';

export function judgeBy(rules: readonly Rule[]): Judge {
  return createJudge({ generation: GENERATION, profile: 'default', claims: true, rules });
}

/** The rules that a transcript violates, as one text. */
export function violatedIn(judge: Judge, transcript: Transcript): string {
  return judge
    .judge(transcript)
    .violations.map(({ rule }) => rule)
    .toSorted()
    .join(' ');
}
