/** Runs the trials in this process, for one change after another: what Stryker calls a test runner. */
import { readFileSync } from 'node:fs';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import type { InstrumenterContext } from '@stryker-mutator/api/core';
import { DryRunStatus, MutantRunStatus, TestStatus } from '@stryker-mutator/api/test-runner';
import type { DryRunResult, MutantRunOptions, MutantRunResult, TestResult, TestRunner } from '@stryker-mutator/api/test-runner';
import { isIn, readFocus } from './focus.ts';
import type { Trial } from './finding.ts';
import type { Side } from './sources.ts';
import type { Told } from './told.ts';
import { Tryout } from './tryout.ts';
import type { Outcome } from './tryout.ts';
import { openWorkshop } from './workshop.ts';

/** The environment of the runner: the file with the stories that tell each body, and what is changed. */
export const [TOLD, SIDE] = ['PTSHARE_TOLD', 'PTSHARE_SIDE'];

export class VerdictRunner implements TestRunner {
  private readonly context: InstrumenterContext = ((globalThis as Record<string, unknown>)[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});
  private readonly focus = readFocus();
  private opened: Tryout | undefined;

  capabilities(): { reloadEnvironment: boolean } {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    const told = JSON.parse(readFileSync(process.env[TOLD] ?? '', 'utf8')) as Told;
    this.opened = new Tryout(this.context, await openWorkshop(process.cwd(), process.env[SIDE] as Side, told, this.focus?.stories));
  }

  async dryRun(): Promise<DryRunResult> {
    const tests: TestResult[] = [];
    for (const trial of this.tryout.trials.values()) tests.push(await this.test(trial));
    return { status: DryRunStatus.Complete, tests, mutantCoverage: this.context.mutantCoverage ?? { static: {}, perTest: {} } };
  }

  async mutantRun({ activeMutant, reloadEnvironment, testFilter }: MutantRunOptions): Promise<MutantRunResult> {
    if (this.focus !== undefined && !isIn(this.focus, activeMutant)) return { status: MutantRunStatus.Survived, nrOfTests: 0 };
    return toStryker(
      await this.tryout.tryOut({
        id: activeMutant.id,
        lasting: reloadEnvironment,
        filter: reloadEnvironment ? undefined : testFilter,
      }),
    );
  }

  private get tryout(): Tryout {
    if (this.opened === undefined) throw new Error('the runner has not been started');
    return this.opened;
  }

  private async test(trial: Trial): Promise<TestResult> {
    const start = performance.now();
    const complaint = trial.complaint(await this.tryout.usualOf(trial));
    const result = { id: trial.id, name: trial.id, timeSpentMs: Math.ceil(performance.now() - start) };
    if (complaint === undefined) return { ...result, status: TestStatus.Success };
    return { ...result, status: TestStatus.Failed, failureMessage: complaint };
  }
}

/** Stryker leaves errors out of its score, and counts time-outs as caught; what is kept is read from the statuses. */
function toStryker(outcome: Outcome): MutantRunResult {
  switch (outcome.kind) {
    case 'told': {
      const { by, difference, trials: nrOfTests } = outcome;
      return { status: MutantRunStatus.Killed, killedBy: [by], failureMessage: `${by}\n${difference}`, nrOfTests };
    }
    case 'threw':
      return { status: MutantRunStatus.Error, errorMessage: outcome.what };
    case 'endless':
      return { status: MutantRunStatus.Timeout, reason: 'a loop does not end' };
    case 'survived':
      return { status: MutantRunStatus.Survived, nrOfTests: outcome.trials };
  }
}
