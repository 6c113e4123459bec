/** Who judges the bodies of a run: this thread alone, or several threads together. */
import { judgeBody } from './judge-body.ts';
import type { Judged } from './judge-body.ts';
import type { Io } from './io.ts';
import { planRun } from './plan-run.ts';
import type { RunOptions, RunTerms } from './plan-run.ts';
import { createProgress } from './progress.ts';

export interface Judging {
  readonly terms: RunTerms;
  /** @throws InputError as judgeBody does; Error when a thread is lost */
  judge(body: string): Promise<Judged>;
  /** Ends whatever was started for it. */
  end(): Promise<void>;
}

/** @throws InputError for input that cannot be taken */
export async function openJudging(paths: readonly string[], options: RunOptions, io: Io): Promise<Judging> {
  const open = options.jobs === 1 ? alone : (await import('./jobs.ts')).together;
  const judging = await open(paths, options, io);
  return { ...judging, judge: async (body) => dated(options, () => judging.judge(body)) };
}

async function alone(paths: readonly string[], options: RunOptions, io: Io): Promise<Judging> {
  const plan = await planRun(paths, options);
  return {
    terms: plan,
    async judge(body) {
      const progress = createProgress(body, plan.count, io, options.quiet === true);
      try {
        return await judgeBody(body, plan, options, { progress, interrupted: io.interrupted });
      } finally {
        progress.end();
      }
    },
    end: () => Promise.resolve(),
  };
}

/** When and where it was, unless it is to be left out. */
async function dated({ date }: RunOptions, judge: () => Promise<Judged>): Promise<Judged> {
  const started = new Date();
  const judged = await judge();
  if (!date) return judged;
  const milliseconds = Date.now() - started.getTime();
  const run = { date: started.toISOString(), milliseconds, node: process.version, platform: `${process.platform} ${process.arch}` };
  return { ...judged, report: { ...judged.report, run } };
}
