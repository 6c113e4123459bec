/** What is set up for every assessment of a body: a judge, a tally, and the guard that watches both. */
import { createGuard } from './detect/guard.ts';
import { detectionOf } from './detect/provenance.ts';
import { claims as claimsOf } from './oracle/conclude.ts';
import { withDeviations } from './oracle/deviations.ts';
import type { ListedDeviations } from './oracle/deviations.ts';
import { createJudge } from './oracle/judge.ts';
import type { Judge } from './oracle/judge.ts';
import { createTally } from './oracle/tally.ts';
import type { Tally } from './oracle/tally.ts';
import { withClaimedBeside } from './oracle/unclaimed.ts';
import type { Guard, JudgedBody, Report, Shards, Trace } from './schemas/generated/types.ts';
import { profileNamed, rulesHash } from './spec/index.ts';
import { findPackage } from './suites/root.ts';

export interface AssessmentTerms {
  readonly generation: string;
  readonly profile: string;
  readonly body: JudgedBody;
  readonly deviations?: ListedDeviations | undefined;
  /** Asked when the report is made. */
  readonly suiteHash: () => string;
  /** The suite is that of all shipped stories, and nothing else. */
  readonly shipped?: boolean;
  readonly seed?: number | null;
  readonly shard?: Shards | null;
  readonly looks?: boolean;
  /** The command that performs or judges a trace once more. */
  readonly again: (trace: Trace) => string;
}

export interface Assessment {
  readonly judge: Judge;
  readonly tally: Tally;
  /** Notes a trace of the suite; false, and counted as skipped, where it is written for another generation. */
  takes(trace: Trace): boolean;
  /** Judges the wrong bodies that the traces are known to catch, and gives the report. */
  report(stopped?: string): Promise<Report>;
}

function judgeOf({ generation, profile, body }: AssessmentTerms): Judge {
  const claimed = createJudge({ generation, profile, claims: true });
  if (claimsOf({ body, generation })) return claimed;
  return withClaimedBeside(createJudge({ generation, profile, claims: false }), claimed);
}

/** @throws InputError for a generation or a profile that is not known */
export function openAssessment(terms: AssessmentTerms): Assessment {
  const { generation, profile, body, deviations, seed = null, shard = null, looks = true, shipped = false, again } = terms;
  const judge = withDeviations(judgeOf(terms), deviations);
  const guard = createGuard();
  let stood: Guard | undefined;
  const tally = createTally({
    tool: { name: 'ptshare', version: findPackage().version },
    rulesHash,
    get suiteHash() {
      return terms.suiteHash();
    },
    generation,
    profile: profileNamed(profile).id,
    body,
    seed,
    shard,
    rules: judge.rules,
    looks,
    deviations,
    guard: () => stood,
    get detection() {
      return detectionOf(shipped ? terms.suiteHash() : undefined);
    },
    again,
  });
  return {
    judge,
    tally,
    takes(trace) {
      guard.see(trace);
      if (trace.generation === generation) return true;
      const reason = `the trace is written for generation ${trace.generation}`;
      tally.add({ trace, status: 'skipped', reason, steps: 0, decided: [], violations: [] });
      return false;
    },
    async report(stopped) {
      // The wrong bodies claim the interface, and nobody has listed what they do.
      stood = await guard.stand(createJudge({ generation, profile, claims: true }));
      return tally.report(stopped);
    },
  };
}
