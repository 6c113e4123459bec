/**
 * Whether a wrong specification changes a verdict: a rule violated in a story on a body that was not, or the other way round; if in none,
 * the verdict on a body that is right but for one answer of a story.
 */
import type { Judge } from '../oracle/judge.ts';
import type { Rule } from '../spec/index.ts';
import { gather } from './exhibits.ts';
import type { Court, Exhibit } from './exhibits.ts';
import { passing } from './otherwise.ts';
import { specMutantsOf } from './spec-mutants.ts';
import type { SpecMutant } from './spec-mutants.ts';
import { judgeBy, violatedIn } from './violated.ts';

export interface SpecRow {
  readonly mutant: string;
  /** The verdict that changes; undefined for a survivor. */
  readonly killedBy: { readonly body: string; readonly story: string } | undefined;
}

/** Tries every wrong version of every rule. Versions whose change no exhibit meets are no mutants, and left out. */
export async function killAll(court: Court, watch: (rule: string) => void | Promise<void> = () => undefined): Promise<SpecRow[]> {
  const exhibitsFor = await gather(court);
  const rows: SpecRow[] = [];
  for (const rule of court.rules) {
    const exhibits = await exhibitsFor(rule);
    rows.push(...specMutantsOf(rule).flatMap((mutant) => killOne(mutant, court.rules, exhibits)));
    await watch(rule.id);
  }
  return rows;
}

function killOne({ id, rule, mutated }: SpecMutant, rules: readonly Rule[], exhibits: readonly Exhibit[]): SpecRow[] {
  const meeting = exhibits.filter(({ meets }) => meets.has(id));
  if (meeting.length === 0 && mutated !== undefined) return [];
  const others = rules.flatMap((r) => (r.id === rule ? (mutated ?? []) : r));
  const judge = judgeBy(others);
  const killer = meeting.find((exhibit) => violatedIn(judge, exhibit.transcript) !== exhibit.violated) ?? passes(judge, meeting);
  return [{ mutant: id, killedBy: killer && { body: killer.body, story: killer.transcript.trace.id } }];
}

/** An exhibit of the right body in which other answers would have passed. */
function passes(judge: Judge, exhibits: readonly Exhibit[]): Exhibit | undefined {
  return exhibits.find(({ transcript, passing: right }) => right !== undefined && JSON.stringify(passing(judge, transcript)) !== right());
}
