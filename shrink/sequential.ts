/**
 * How often to try what does not fail each time: Wald's sequential test of "it fails about as often as the trace did"
 * against "it fails hardly ever". Where the trace failed every time, one performance decides.
 */

/** Both kinds of error of the test, at most. */
const ERROR = 0.05;
/** Performances of one candidate, at most; undecided by then counts as no. */
const MOST = 60;

export interface Sequential {
  /** Performs until it is decided. */
  decide(once: () => Promise<boolean>): Promise<boolean>;
}

/** @param seen of `runs` performances of the trace, those that failed */
export function sequentialTest(seen: number, runs: number): Sequential {
  if (seen === runs) return { decide: (once) => once() };
  const often = Math.max(seen / runs / 2, ERROR);
  const hardly = often / 8;
  const [hit, miss] = [Math.log(often / hardly), Math.log((1 - often) / (1 - hardly))];
  const bound = Math.log((1 - ERROR) / ERROR);
  return {
    async decide(once) {
      let evidence = 0;
      for (let run = 0; run < MOST; run++) {
        evidence += (await once()) ? hit : miss;
        if (evidence >= bound) return true;
        if (evidence <= -bound) return false;
      }
      return false;
    },
  };
}

/** The share of failures that so many seen ones speak for, at 95 % confidence (Wilson's interval). */
export function confidence(seen: number, runs: number): { readonly low: number; readonly high: number } {
  const z2 = 1.96 ** 2;
  const [share, spread] = [seen / runs, z2 / runs];
  const middle = (share + spread / 2) / (1 + spread);
  const half = Math.sqrt((share * (1 - share) * spread + spread ** 2 / 4) / (1 + spread) ** 2);
  return { low: round(Math.max(0, middle - half)), high: round(Math.min(1, middle + half)) };
}

function round(share: number): number {
  return Math.round(share * 1000) / 1000;
}
