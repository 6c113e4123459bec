/** What a rule is. One rule is one file in spec/rules; its file name is its id. */
import type { Traits } from './traits.ts';

export const FAMILIES = ['alignment', 'consistency', 'data', 'protection', 'teardown', 'accounting', 'errors'] as const;
export type Family = (typeof FAMILIES)[number];

/** What a body must show before the rule can be decided. */
export type Needs = 'outcome' | 'tables' | 'tlb' | 'caches' | 'counts' | 'table-bytes' | 'present';

/** The part of a rule that readers see. */
export interface RuleText {
  readonly id: string;
  readonly family: Family;
  /** The rule itself, in one sentence. */
  readonly sentence: string;
  /** Where the proposals say so, or why it follows. */
  readonly source: string;
  readonly needs: Needs;
  /** The generations it holds for, by their traits. */
  readonly scope: (traits: Traits) => boolean;
  /** The open questions it touches: anchors in docs/questions.md. */
  readonly questions?: readonly string[];
}
