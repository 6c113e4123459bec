/** Hunts for traces that tell a change, in this process, for one change after another: a test runner of Stryker's. */
import { readFileSync } from 'node:fs';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import type { InstrumenterContext } from '@stryker-mutator/api/core';
import { DryRunStatus, MutantRunStatus, TestStatus } from '@stryker-mutator/api/test-runner';
import type { DryRunResult, MutantRunOptions, MutantRunResult, TestResult, TestRunner } from '@stryker-mutator/api/test-runner';
import type { Trace } from '../../schemas/generated/types.ts';
import { askingOf } from './asking.ts';
import { isIn, readFocus } from './focus.ts';
import { Hunt } from './hunt.ts';
import { quarry, spread } from './quarry.ts';
import type { Batch, QuarryOptions } from './quarry.ts';
import { SIDE } from './runner.ts';
import type { Side } from './sources.ts';
import { everyStory } from './workshop.ts';

/** The environment of the runner: the file that says where to look. */
export const QUARRY = 'PTSHARE_QUARRY';

/** Generated traces; or traces that are known to tell something, to find out all that each tells. */
export type Ground = QuarryOptions | { readonly known: readonly Trace[] };

export class HuntRunner implements TestRunner {
  private readonly context: InstrumenterContext = ((globalThis as Record<string, unknown>)[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});
  private readonly focus = readFocus();
  private readonly ground = JSON.parse(readFileSync(process.env[QUARRY] ?? '', 'utf8')) as Ground;
  private batches: readonly Batch[] = [];
  private readonly hunt = new Hunt(this.context, askingOf(process.cwd(), process.env[SIDE] as Side));

  capabilities(): { reloadEnvironment: boolean } {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    this.batches =
      'known' in this.ground
        ? this.ground.known.map((trace) => ({ id: trace.id, traces: [trace] }))
        : quarry(this.ground, await everyStory(process.cwd()));
  }

  async dryRun(): Promise<DryRunResult> {
    const tests: TestResult[] = [];
    for (const batch of this.batches) {
      await this.hunt.survey(batch);
      tests.push({ id: batch.id, name: batch.id, timeSpentMs: 1, status: TestStatus.Success });
    }
    return { status: DryRunStatus.Complete, tests, mutantCoverage: this.context.mutantCoverage ?? { static: {}, perTest: {} } };
  }

  async mutantRun({ activeMutant, reloadEnvironment, testFilter }: MutantRunOptions): Promise<MutantRunResult> {
    if (this.focus !== undefined && !isIn(this.focus, activeMutant)) return { status: MutantRunStatus.Survived, nrOfTests: 0 };
    const change = { id: activeMutant.id, lasting: reloadEnvironment };
    const wanted = reloadEnvironment || testFilter === undefined ? undefined : new Set(testFilter);
    const batches = this.batches.filter(({ id }) => wanted?.has(id) ?? true);
    const found =
      'known' in this.ground ? await this.tellers(change, batches) : await this.hunt.hunt(change, spread(batches, this.ground.most));
    if (found === undefined) return { status: MutantRunStatus.Survived, nrOfTests: batches.length };
    return { status: MutantRunStatus.Killed, killedBy: [batches[0]?.id ?? ''], failureMessage: JSON.stringify(found), nrOfTests: 1 };
  }

  private async tellers(
    change: { readonly id: string; readonly lasting: boolean },
    batches: readonly Batch[],
  ): Promise<string[] | undefined> {
    const found = await this.hunt.tellers(
      change,
      batches.flatMap(({ traces }) => traces),
    );
    return found.length === 0 ? undefined : found;
  }
}
