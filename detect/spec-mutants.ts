/**
 * Wrong specifications: each rule dropped, turned round, made to name the wrong error or signal, loosened, and silenced in
 * each circumstance in which it can be asked. They wrap the rule; the rule itself stays as it is.
 */
import type { Claim, Finding, Rule, View } from '../spec/index.ts';
import { circumstancesOf } from './circumstances.ts';
import type { Asked } from './circumstances.ts';
import { CHANGES } from './other-claims.ts';
import type { Answer } from './other-claims.ts';

export interface SpecMutant {
  /** `<rule>: <what was done to it>`. */
  readonly id: string;
  readonly rule: string;
  /** The wrong rule; undefined where it is dropped. */
  readonly mutated: Rule | undefined;
  /** What the wrong rule says where the right one gives this answer: the same, another one, or nothing. */
  readonly says: (answer: Answer, asked: Asked) => Answer | undefined;
}

export function specMutantsOf(rule: Rule): SpecMutant[] {
  const mutant = (what: string, says: SpecMutant['says']): SpecMutant => ({
    id: `${rule.id}: ${what}`,
    rule: rule.id,
    mutated: saying(rule, says),
    says,
  });
  return [
    { ...mutant('dropped', () => undefined), mutated: undefined },
    ...CHANGES.map(([what, change]) => mutant(what, change)),
    ...circumstancesOf(rule).map(([where, when]) => mutant(`silent ${where}`, (answer, asked) => (when(asked) ? undefined : answer))),
  ];
}

/** The rule, saying something else. */
function saying(rule: Rule, says: SpecMutant['says']): Rule {
  const { onCall, onAccess, inspect } = rule;
  // What is said instead of a claim is a claim, and instead of a finding a finding.
  const claimed = (claim: Claim | undefined, asked: Asked): Claim | undefined => claim && (says(claim, asked) as Claim | undefined);
  const found = (finding: Finding, asked: Asked): Finding => (finding === undefined ? undefined : (says(finding, asked) as Finding));
  return {
    ...rule,
    ...(onCall && { onCall: (view) => claimed(onCall(view), view) }),
    ...(onAccess && { onAccess: (view) => claimed(onAccess(view), view) }),
    ...(inspect && { inspect: (view) => found(inspect(view), view) }),
  };
}

/**
 * The rule as it is, which tells by their ids the wrong versions of it that would say something else that can make a difference.
 * @param rules all of them, this one included
 */
export function overheard(rule: Rule, rules: readonly Rule[], tell: (id: string) => void): Rule {
  const versions = specMutantsOf(rule);
  const others = rules.filter((other) => other !== rule);
  const listen = (answer: Answer | undefined, asked: Asked): void => {
    if (answer === undefined) return;
    const refused = 'kind' in asked && asked.kind === 'call' ? refusedBy(others, asked) : undefined;
    for (const { id, says } of versions) {
      const other = says(answer, asked);
      if (other !== answer && !(refused && isIdle(answer, refused) && isIdle(other, refused))) tell(id);
    }
  };
  const passed = <V extends Asked, A extends Answer>(ask: (view: V) => A | undefined): ((view: V) => A | undefined) => {
    return (view) => {
      const answer = ask(view);
      listen(answer, view);
      return answer;
    };
  };
  const { onCall, onAccess, inspect } = rule;
  return {
    ...rule,
    ...(onCall && { onCall: passed(onCall) }),
    ...(onAccess && { onAccess: passed(onAccess) }),
    ...(inspect && { inspect: passed(inspect) }),
  };
}

/** The errors of which one is due by what some rules say; undefined where none of them wants the call refused. */
function refusedBy(rules: readonly Rule[], view: Extract<View, { kind: 'call' }>): readonly string[] | undefined {
  const claims = rules.filter(({ calls }) => calls?.includes(view.call.call)).map(({ onCall }) => onCall?.(view));
  const refusals = claims.filter((claim) => claim?.kind === 'refuse');
  return refusals.length === 0 ? undefined : refusals.flatMap(({ errnos }) => errnos);
}

/** Where a call is refused by another rule, nothing hangs on what this one says of its success, or on errors that are permitted anyway. */
function isIdle(answer: Answer | undefined, refused: readonly string[]): boolean {
  if (answer === undefined) return true;
  if (answer === 'held' || !('kind' in answer)) return false;
  if (answer.kind === 'may-refuse') return answer.errnos.every((errno) => refused.includes(errno));
  return answer.kind === 'succeed' || answer.kind === 'answer';
}
