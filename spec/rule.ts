/** What a rule is. One rule is one file in spec/rules; its file name is its id. */
import type { CallName } from '../schemas/contract.ts';
import type { Outcome, Transcript } from '../schemas/generated/types.ts';
import type { AccessView } from './access.ts';
import type { CallView } from './calls/view.ts';
import type { Inspection } from './inspection.ts';
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

/** What a rule says of an outcome that it has a say in. */
export type Claim =
  /** The call must fail, with one of these errors (or of another rule that refuses). */
  | { readonly kind: 'refuse'; readonly errnos: readonly string[] }
  /** The call may fail with one of these errors. */
  | { readonly kind: 'may-refuse'; readonly errnos: readonly string[] }
  /** The call must succeed. */
  | { readonly kind: 'succeed' }
  /** Where it succeeds, it shows one of these values. */
  | { readonly kind: 'value'; readonly values: readonly number[] }
  /** The access must fault. */
  | { readonly kind: 'fault' }
  /** Where it faults, then so. */
  | { readonly kind: 'signal'; readonly signal: string; readonly code: string }
  /** Where it succeeds, the answer passes. `text` says what passes. */
  | { readonly kind: 'answer'; readonly passes: (seen: Outcome) => boolean; readonly text: string };

/** What a structural rule finds: nothing to decide, held, or in one sentence what is wrong. */
export type Finding = undefined | 'held' | { readonly wrong: string };

/** A short transcript in which the rule holds at the last step, or is broken there. */
export interface Example {
  readonly title: string;
  readonly transcript: Transcript;
}

/** A rule has a predicate on outcomes (`onCall`, `onAccess`), on snapshots (`inspect`), or several. */
export interface Rule extends RuleText {
  /** The calls that `onCall` has a say in. */
  readonly calls?: readonly CallName[];
  /** Bits that must all be set before `onAccess` or `inspect` is asked (features.ts); none where left out. */
  readonly concerns?: number;
  /** Speaks only where no other rule says that an access or a call must succeed or fault. */
  readonly fallback?: boolean;
  readonly onCall?: (view: CallView) => Claim | undefined;
  readonly onAccess?: (view: AccessView) => Claim | undefined;
  readonly inspect?: (view: Inspection) => Finding;
  /**
   * Bits of NEWS of which any must be set before `inspect` is asked: the parts that it reads, so that what it finds cannot
   * differ while all of them are as they were. NEWS.layout where left out.
   */
  readonly due?: number;
  /** Bits that, where all are set, mean that the rule holds: `inspect` would say so, and is spared. */
  readonly settled?: number;
  /** `inspect` holds at every point of a call in flight; where left out, only when all calls have returned. */
  readonly inFlight?: true;
  readonly holds: Example;
  readonly breaks: Example;
}
