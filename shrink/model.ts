/** The specification as a model to ask before a body: it follows a trace by what is owed at each step. */
import type { Outcome, Trace } from '../schemas/generated/types.ts';
import { normalCall } from '../schemas/normal-call.ts';
import { advance, begin, generations, profiles, readingsOf, rulesInForce, viewOf } from '../spec/index.ts';
import type { Claim, Rule, View } from '../spec/index.ts';

/** What the model says of a trace. */
export interface Foreseen {
  /** How each step ends: done, refused with an error, or a fault. */
  readonly ends: readonly Outcome['result'][];
  /** Whether the rule that is asked about has anything to say of the last step; unknown for rules about tables. */
  readonly inPlay: boolean | undefined;
}

export type Model = (trace: Trace) => Foreseen;

/** @param about the id of the rule that is asked about */
export function createModel(generation: string, profile: string, about: string | undefined): Model {
  const traits = generations.find(({ id }) => id === generation);
  const choices = profiles.find(({ id }) => id === profile)?.choices;
  if (traits === undefined || choices === undefined) return ({ steps }) => ({ ends: steps.map(() => 'done'), inPlay: undefined });
  const rules = rulesInForce(traits);
  const rule = rules.find(({ id }) => id === about);
  return (trace) => {
    const world = begin(trace, traits, choices, true);
    const ends: Outcome['result'][] = [];
    let inPlay: boolean | undefined;
    for (const [step, given] of trace.steps.entries()) {
      if (given.call === 'return' || given.call === 'resume') {
        ends.push('done');
        continue;
      }
      const view = viewOf(world, normalCall(given), step);
      const outcome = owed(rules, view);
      ends.push(outcome.result);
      if (step === trace.steps.length - 1)
        inPlay = rule === undefined || rule.inspect !== undefined ? undefined : claimOf(rule, view) !== undefined;
      advance(view, outcome, readingsOf(view, outcome)[0]!);
    }
    return { ends, inPlay };
  };
}

function owed(rules: readonly Rule[], view: View): Outcome {
  for (const rule of rules) {
    const claim = claimOf(rule, view);
    if (claim?.kind === 'refuse') return { result: 'refused', errno: claim.errnos[0] ?? 'EINVAL' };
    if (claim?.kind === 'fault') return { result: 'fault', signal: 'SIGSEGV' };
  }
  return { result: 'done' };
}

function claimOf(rule: Rule, view: View): Claim | undefined {
  if (view.kind === 'call') return rule.calls?.includes(view.call.call) === true ? rule.onCall?.(view) : undefined;
  if (view.kind === 'unborn') return undefined;
  const { concerns = 0 } = rule;
  return (concerns & view.features) === concerns ? rule.onAccess?.(view) : undefined;
}
