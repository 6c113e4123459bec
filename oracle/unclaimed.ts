/** Rules that say nothing of a body because it does not claim the interface, though what it did would decide them. */
import type { Judge } from './judge.ts';

/**
 * A judge for a body that does not claim the interface. Beside each judgement stands how often the rules would have been decided, had the
 * body claimed it; no longer once each of them has been decided in one way or the other.
 * @param claimed judges with the same rules, as if the body claimed the interface
 */
export function withClaimedBeside(judge: Judge, claimed: Judge): Judge {
  const open = new Set(judge.rules.keys());
  return {
    ...judge,
    judge(transcript) {
      const judgement = judge.judge(transcript);
      if (open.size === 0 || judgement.status === 'skipped') return judgement;
      const ifClaimed = claimed.judge(transcript).decided;
      for (const rule of open) if ((judgement.decided[rule] ?? 0) + (ifClaimed[rule] ?? 0) > 0) open.delete(rule);
      return { ...judgement, ifClaimed };
    },
  };
}
