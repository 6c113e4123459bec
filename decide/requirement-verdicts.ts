/** Whether a generation meets a requirement, and with what evidence. */
import type { Lowering } from './lowering.ts';
import type { Operation } from './operation.ts';
import { play, shortOf } from './play.ts';
import type { OwnBody, Played } from './play.ts';
import type { Check, Requirement } from './requirements.ts';

export interface CheckVerdict {
  readonly check: string;
  readonly wanted: string;
  readonly holds: boolean;
  /** Why the story cannot be told in this generation. */
  readonly lacking?: string;
  /** What came of each operation. */
  readonly effects: readonly string[];
  readonly played: Played;
  readonly story: readonly Operation[];
}

export type Met = 'met' | 'in part' | 'not met' | 'not expressible';

export interface RequirementVerdict {
  readonly met: Met;
  readonly checks: readonly CheckVerdict[];
}

export function verdictOn(requirement: Requirement, lowering: Lowering, body: OwnBody): RequirementVerdict {
  const checks = requirement.checks.map((check) => tryOut(check, lowering, body));
  return { met: metBy(checks), checks };
}

function metBy(checks: readonly CheckVerdict[]): Met {
  if (checks.every(({ holds }) => holds)) return 'met';
  if (checks.some(({ holds }) => holds)) return 'in part';
  return checks.every(({ lacking }) => lacking !== undefined) ? 'not expressible' : 'not met';
}

function tryOut({ title, story, wanted, holds }: Check, lowering: Lowering, body: OwnBody): CheckVerdict {
  const played = play(lowering, body, story);
  const end = played.effects.at(-1);
  const lacking = end?.effect === 'lacking' ? { lacking: end.why } : {};
  return { check: title, wanted, holds: holds(played), ...lacking, effects: played.effects.map(shortOf), played, story };
}
