import { beforeAll, describe, expect, it } from 'vitest';
import { createWalks, disturbed, judged, longFailure } from '../../bench/long-failures.ts';
import { mutants } from '../../mutants/index.ts';
import type { LongFailure } from '../../bench/long-failures.ts';
import type { Mutant } from '../../mutants/index.ts';
import type { Body } from '../../schemas/contract.ts';
import type { Step, Trace } from '../../schemas/generated/types.ts';
import { isValidTrace } from '../../schemas/validate.ts';
import { failuresOf, shrink } from '../../shrink/index.ts';
import type { Signature, Shrunk } from '../../shrink/index.ts';
import { loadSuite } from '../../suites/load.ts';

const stories: Trace[] = [];
let walks: readonly Trace[] = [];
/** Candidates performed on one mutant, at most: far less than a second of a body in this process. */
const MOST_PERFORMED = 2000;
/** Traces up to this length are held against every sequence of their calls. */
const ENUMERATED = 5;
const PATIENCE = 120_000;

beforeAll(async () => {
  for await (const { trace } of (await loadSuite([])).traces()) stories.push(trace);
  walks = createWalks();
});

/** Whether the trace fails so, at any step; and at which. */
async function failsAt(trace: Trace, body: Body, { rule, observable, role }: Signature): Promise<number | undefined> {
  if (!isValidTrace(trace)) return undefined;
  const failures = failuresOf(await judged(trace, body));
  return failures.find(({ signature: s }) => s.rule === rule && s.observable === observable && s.role === role)?.step;
}

/** Every sequence of so many of these steps. */
function* sequences(steps: readonly Step[], length: number): Generator<Step[]> {
  if (length === 0) yield [];
  else for (const before of sequences(steps, length - 1)) for (const step of steps) yield [...before, step];
}

interface Done {
  readonly kind: LongFailure['kind'];
  readonly body: Body;
  readonly given: Trace;
  readonly shrunk: Shrunk;
}

const done = new Map<string, Done>();

/** Each mutant is shrunk once. */
async function shrunkOf(mutant: Mutant): Promise<Done> {
  const known = done.get(mutant.name) ?? (await shrinkAnew(mutant));
  done.set(mutant.name, known);
  return known;
}

async function shrinkAnew(mutant: Mutant): Promise<Done> {
  const body = mutant.create();
  const failure = await longFailure(body, walks, stories);
  if (failure === undefined) throw new Error(`no long trace fails on ${mutant.name}`);
  const shrunk = await shrink(failure.trace, { observe: async (t) => failuresOf(await judged(t, body)), profile: 'default' });
  return { kind: failure.kind, body, given: failure.trace, shrunk };
}

describe('a failure of a hundred steps', () => {
  it.each(mutants.map((mutant) => [mutant.name, mutant] as const))(
    '%s: shrinks to a trace that is proven the shortest',
    async (_name, mutant) => {
      const { kind, body, given, shrunk } = await shrunkOf(mutant);
      const { trace, signature, standing, counts, after } = shrunk;
      if (kind === 'story') expect(disturbed(given)).toBe(true);
      else expect(given.steps.length).toBeGreaterThan(95);
      const inFlight = trace.steps.some((step) => step.begins !== undefined);
      expect(standing).toBe(inFlight ? 'locally-minimal' : 'proven-shortest');
      expect(counts.performed).toBeLessThanOrEqual(MOST_PERFORMED);
      expect(after).toMatchObject({ seen: 3, runs: 3 });
      // It fails at its last step, in the way in which the trace given does.
      const last = trace.steps.length - 1;
      const failing = await failsAt(trace, body, signature);
      // A call that is in flight at that step returns after it.
      expect(failing).toBeGreaterThanOrEqual(inFlight ? trace.steps.findLastIndex(({ call }) => call !== 'return') : last);
      expect(failing).toBeLessThanOrEqual(last);
      expect(await failsAt(given, body, signature)).toBeDefined();
      for (const story of stories) {
        const step = await failsAt(story, body, signature);
        if (step !== undefined) expect(trace.steps.length, `${story.id} shows it`).toBeLessThanOrEqual(step + 2);
      }
    },
    PATIENCE,
  );

  it(
    'no sequence of fewer calls of a short result fails so, whatever their order',
    async () => {
      let enumerated = 0;
      for (const mutant of mutants) {
        const { body, shrunk } = await shrunkOf(mutant);
        const { trace, signature } = shrunk;
        if (trace.steps.length > ENUMERATED) continue;
        for (const steps of sequences(trace.steps, trace.steps.length - 1)) {
          const last = await failsAt({ ...trace, steps }, body, signature);
          expect(last, JSON.stringify(steps)).toBeUndefined();
          enumerated += 1;
        }
      }
      expect(enumerated).toBeGreaterThan(1000);
    },
    PATIENCE,
  );

  it('the same trace shrinks to the same, in the same number of steps', async () => {
    for (const mutant of mutants.slice(0, 5)) {
      const [one, two] = [await shrunkOf(mutant), await shrinkAnew(mutant)];
      expect(two.shrunk).toEqual(one.shrunk);
    }
  });
});
