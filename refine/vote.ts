/** Two against one: where the three witnesses do not agree, who stands alone. */

/** What they say of one call. */
export interface Statements {
  /** The body answered what the model says, and shows what it says. */
  readonly sameAnswer: boolean;
  readonly sameTables: boolean;
  /** The rules accept what the body answered and shows. */
  readonly bodyAccepted: boolean;
  /** They accept what the model answers. */
  readonly modelAccepted: boolean;
  /** All rules that object speak of what the model leaves out. */
  readonly modelSilent: boolean;
}

export type Outvoted = 'model' | 'body' | 'rules';

/** Rules on what the formal model leaves out: marks, costs, bytes, walks that CPUs remember, the fate of freed tables. */
const BEYOND_MODEL: ReadonlySet<string> = new Set([
  'access-marks-entry',
  'baseline-returns',
  'cached-table-alive',
  'freed-once',
  'leaf-tables-flat',
  'no-stale-walk',
  'nothing-leaked',
  'protect-cost-flat',
  'table-bytes-exact',
]);

export function isBeyondModel(rule: string): boolean {
  return BEYOND_MODEL.has(rule);
}

/** @returns undefined where nobody stands alone: no two agree, the model is silent, or the rules permit both answers */
export function outvotedBy({ sameAnswer, sameTables, bodyAccepted, modelAccepted, modelSilent }: Statements): Outvoted | undefined {
  if (sameAnswer && sameTables) return bodyAccepted || modelSilent ? undefined : 'rules';
  if (!bodyAccepted) return modelAccepted ? 'body' : undefined;
  // The rules have seen the body's tables, and accept them.
  if (sameAnswer) return 'model';
  return modelAccepted ? undefined : 'model';
}
