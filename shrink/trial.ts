/** A trial: whether a candidate still fails in the same way. It is asked of the model first, and of the body only then. */
import type { Trace } from '../schemas/generated/types.ts';
import { canonicalText } from '../schemas/canonical.ts';
import { isValidTrace } from '../schemas/validate.ts';
import type { Failure, Signature } from './signature.ts';
import { isSame } from './signature.ts';
import type { Sequential } from './sequential.ts';

/** How the candidates went. */
export interface Counts {
  /** Candidates looked at, each once. */
  candidates: number;
  /** Of them: no valid traces. */
  invalid: number;
  /** Of them: valid, but the model says that the rule has nothing to say of their last step. */
  screened: number;
  /** Of them: performed on the body. */
  performed: number;
  /** Performances on the body; more than one for a candidate where it does not answer alike each time. */
  runs: number;
}

export interface TrialOptions {
  readonly signature: Signature;
  /** Performs a trace once, and says what is wrong in it. */
  readonly observe: (trace: Trace) => Promise<readonly Failure[]>;
  /** Whether the model finds that the trace makes sense for the rule; every trace does where left out. */
  readonly makesSense?: ((trace: Trace) => boolean) | undefined;
  /** Candidates performed, at most. */
  readonly budget: number;
  /** How often a candidate is performed before it is given up. */
  readonly sequential: Sequential;
  readonly interrupted?: { readonly aborted: boolean } | undefined;
  readonly watch?: ((counts: Readonly<Counts>) => void) | undefined;
}

export interface Trial {
  /** Whether the candidate was seen to fail in the same way, its last step being the failing one. */
  fails(candidate: Trace): Promise<boolean>;
  /** Why nothing is tried any more. */
  ended(): 'budget' | 'interrupted' | undefined;
  readonly counts: Readonly<Counts>;
  /** The candidates that failed, in the order in which they were tried. */
  readonly accepted: readonly Trace[];
}

export function createTrial(options: TrialOptions): Trial {
  const { signature, observe, makesSense, budget, sequential, interrupted, watch } = options;
  const counts: Counts = { candidates: 0, invalid: 0, screened: 0, performed: 0, runs: 0 };
  const known = new Map<string, boolean>();
  const accepted: Trace[] = [];
  let cut = false;

  async function seenOnce(candidate: Trace): Promise<boolean> {
    counts.runs += 1;
    const failures = await observe(candidate);
    return failures.some((failure) => failure.step === candidate.steps.length - 1 && isSame(failure.signature, signature));
  }

  async function ask(candidate: Trace): Promise<boolean> {
    counts.candidates += 1;
    if (!isValidTrace(candidate)) return no(counts, 'invalid');
    if (makesSense?.(candidate) === false) return no(counts, 'screened');
    if (counts.performed >= budget) {
      cut = true;
      return false;
    }
    counts.performed += 1;
    watch?.(counts);
    const fails = await sequential.decide(() => seenOnce(candidate));
    if (fails) accepted.push(candidate);
    return fails;
  }

  return {
    counts,
    accepted,
    ended: () => (interrupted?.aborted === true ? 'interrupted' : cut ? 'budget' : undefined),
    async fails(candidate) {
      if (candidate.steps.length === 0 || cut || interrupted?.aborted === true) return false;
      const key = canonicalText(candidate);
      const answer = known.get(key) ?? (await ask(candidate));
      known.set(key, answer);
      return answer;
    },
  };
}

function no(counts: Counts, why: 'invalid' | 'screened'): false {
  counts[why] += 1;
  return false;
}
