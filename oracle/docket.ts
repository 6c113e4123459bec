/** The rules in force, sorted by when they are heard, so that nobody is asked in vain. */
import type { CallName } from '../schemas/contract.ts';
import { NEWS, type Rule, dueOf } from '../spec/index.ts';

/** What of a rule is asked at every step. All are made alike, which makes asking them cheap. */
export interface Witness {
  /** The index of the rule. */
  readonly rule: number;
  /** Features that must all be at hand. */
  readonly concerns: number;
  /** Features of which any must be at hand; 0: none need be. */
  readonly due: number;
  /** Features that together mean that the rule holds; 0: none do. */
  readonly settled: number;
  readonly fallback: boolean;
  readonly onAccess: Rule['onAccess'];
  readonly onCall: Rule['onCall'];
  readonly inspect: Rule['inspect'];
}

/** Whom a set of features concerns. */
export interface Concerned {
  readonly asked: readonly Witness[];
  /** The indices of rules that hold without being asked. */
  readonly settled: readonly number[];
}

/** Rules that are heard together. Whom a set of features concerns is worked out when that set is first met. */
export class Panel {
  private readonly witnesses: readonly Witness[];
  private readonly known = new Map<number, Concerned>();

  constructor(witnesses: readonly Witness[]) {
    this.witnesses = witnesses;
  }

  concernedBy(features: number): Concerned {
    return this.known.get(features) ?? this.find(features);
  }

  private find(features: number): Concerned {
    const here = this.witnesses.filter(({ concerns, due }) => (concerns & features) === concerns && (due === 0 || (due & features) !== 0));
    const holds = ({ settled }: Witness): boolean => settled !== 0 && (settled & features) === settled;
    const concerned: Concerned = {
      asked: here.filter((w) => !holds(w)),
      settled: here.filter(holds).map(({ rule }) => rule),
    };
    this.known.set(features, concerned);
    return concerned;
  }
}

export interface Docket {
  readonly rules: readonly Rule[];
  /** A zero for each rule. */
  readonly none: readonly number[];
  /** Fallback rules come last among those heard on an outcome. */
  readonly access: Panel;
  readonly byCall: ReadonlyMap<CallName, readonly Witness[]>;
  readonly inspect: Panel;
  /** After a step during which others were in flight: what it did cannot be told from what they did meanwhile. */
  readonly landed: Panel;
  /** Those that hold while calls are in flight too. */
  readonly inFlight: Panel;
}

export function docketOf(rules: readonly Rule[]): Docket {
  const witnesses = rules.map((rule, i) => witnessOf(rule, i));
  const fallbackLast = witnesses.toSorted((a, b) => Number(a.fallback) - Number(b.fallback));
  const inspect = witnesses.filter((witness) => witness.inspect);
  const landed = inspect.filter(({ due }) => due !== NEWS.step);
  return {
    rules,
    none: rules.map(() => 0),
    access: new Panel(fallbackLast.filter((witness) => witness.onAccess).map((witness) => ({ ...witness, due: 0, settled: 0 }))),
    byCall: byCall(rules, fallbackLast),
    inspect: new Panel(inspect),
    landed: new Panel(landed),
    inFlight: new Panel(landed.filter(({ rule }) => rules[rule]!.inFlight)),
  };
}

function witnessOf(rule: Rule, index: number): Witness {
  const { concerns = 0, settled = 0, fallback = false, onAccess, onCall, inspect } = rule;
  return { rule: index, concerns, due: dueOf(rule), settled, fallback, onAccess, onCall, inspect };
}

function byCall(rules: readonly Rule[], witnesses: readonly Witness[]): Map<CallName, readonly Witness[]> {
  const heard = new Map<CallName, Witness[]>();
  for (const witness of witnesses)
    for (const call of rules[witness.rule]!.calls ?? []) {
      const list = heard.get(call);
      if (list) list.push(witness);
      else heard.set(call, [witness]);
    }
  return heard;
}
