/** Shrinking on a stage: performs and judges each candidate, and takes breath so that an interrupt is seen. */
import type { Stage } from '../adapters/stage.ts';
import { claims } from '../oracle/conclude.ts';
import { createJudge } from '../oracle/judge.ts';
import type { Trace } from '../schemas/generated/types.ts';
import { failuresOf, shrink } from '../shrink/index.ts';
import type { ShrinkOptions, Shrunk } from '../shrink/index.ts';

/** Milliseconds between two breaths. */
const BREATH = 50;

/** @throws InputError not-failing, unknown-generation, unknown-profile */
export function shrinkOn(stage: Stage, trace: Trace, options: Omit<ShrinkOptions, 'observe'>): Promise<Shrunk> {
  const { description, name: connectedAs } = stage;
  const { generation } = trace;
  const claiming = claims({ body: { connectedAs, description }, generation });
  const judge = createJudge({ generation, profile: options.profile, claims: claiming });
  let breath = performance.now();
  return shrink(trace, {
    ...options,
    async observe(candidate) {
      if (performance.now() - breath > BREATH) {
        await new Promise((resolve) => setImmediate(resolve));
        breath = performance.now();
      }
      return failuresOf(judge.judge(await stage.perform(candidate)));
    },
  });
}
