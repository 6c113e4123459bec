/** Stories with a few things changed: what their authors might have written as well. */
import { createReference } from '../../reference/index.ts';
import { sealed } from '../../schemas/canonical.ts';
import type { Step, Trace } from '../../schemas/generated/types.ts';
import { isValidTrace } from '../../schemas/validate.ts';
import { withSteps } from '../../shrink/dependencies.ts';
import { Choice } from '../../suites/choice.ts';
import { draw } from '../../suites/draw.ts';
import { EDITS } from './edits.ts';

const POINTS = createReference().description.points ?? [];
/** Edits of one story, at most. */
const MOST = 4;

/**
 * Variations of a story, each as valid as the story; the same for the same seed. Some edits lead nowhere, so there may be fewer than asked.
 * @param others stories of the same generation, to borrow calls from
 */
export function variationsOf(story: Trace, others: readonly Trace[], { seed, count }: { seed: number; count: number }): Trace[] {
  const { hash, ...unsealed } = story;
  const made = draw({ seed, count, most: MOST }).flatMap((edits, i) => {
    const steps = edits.reduce<readonly Step[]>((now, number) => edited(now, story, others, new Choice(number)), story.steps);
    const trace = withSteps({ ...unsealed, id: `${story.id}-varied-${seed}-${i}`, rules: [] }, steps.map(bare));
    return trace.steps.length > 0 && isValidTrace(trace) ? [sealed(trace)] : [];
  });
  return [...new Map(made.map((trace) => [trace.hash, trace])).values()].filter((trace) => trace.hash !== hash);
}

function edited(steps: readonly Step[], story: Trace, others: readonly Trace[], c: Choice): readonly Step[] {
  return steps.length === 0 ? steps : c.of(EDITS)({ steps, story, others, points: POINTS, c });
}

/** What the author expected of another story. */
function bare(step: Step): Step {
  const { expect: _, note: __, ...rest } = step;
  return rest;
}
