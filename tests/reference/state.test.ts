import { describe, expect, it } from 'vitest';
import { mutants } from '../../mutants/index.ts';
import { createJudge } from '../../oracle/judge.ts';
import { MachineBody, createReference } from '../../reference/index.ts';
import { perform } from '../../replay/perform.ts';
import { planOf } from '../../replay/plan.ts';
import type { Call } from '../../schemas/contract.ts';
import type { Outcome, Snapshot, Trace } from '../../schemas/generated/types.ts';
import type { Naming } from '../../schemas/words.ts';
import { generations } from '../../spec/index.ts';
import { generateTraces } from '../../suites/generate.ts';
import { loadSuite } from '../../suites/load.ts';

/** Everybody who ever lives in the trace has a place of its own. */
function namingOf(trace: Trace): Naming {
  const children = trace.steps.flatMap((step) => (step.call === 'fork' ? [step.child] : []));
  const makes: ReadonlySet<string> = new Set(['open', 'mshare_create', 'pass-fd']);
  const descriptors = trace.steps.flatMap((step) => (makes.has(step.call) && 'as' in step && step.as !== undefined ? [step.as] : []));
  const cpus = Array.from({ length: trace.geometry?.cpus ?? 2 }, (_, cpu) => cpu);
  return { processes: [...trace.processes, ...children], cpus, descriptors: [...new Set(descriptors)] };
}

function callsOf(trace: Trace): Call[] {
  return planOf(trace).calls.filter((call) => typeof call !== 'string');
}

/** What the body answers, or that it broke. */
function answer(body: MachineBody, call: Call): Outcome | string {
  try {
    return body.step(call);
  } catch (error) {
    return String(error);
  }
}

const judges = new Map(
  generations.map(({ id: generation }) => [generation, createJudge({ generation, profile: 'default', claims: true })]),
);

/** The first step at which a rule is violated; none: beyond the end. */
async function faultOf(trace: Trace, body: MachineBody): Promise<number> {
  const judge = judges.get(trace.generation ?? 'map-shared-pt')!;
  const { violations } = judge.judge(await perform(trace, body, { trust: true }));
  return Math.min(trace.steps.length, ...violations.map(({ step = 0 }) => step));
}

/** More than a TLB holds: which entry makes room is not saved. */
function isFull({ tlb = [] }: Snapshot): boolean {
  return tlb.some(({ entries, walks = [] }) => entries.length === 4 * 64 || walks.length === 3 * 32);
}

/** It goes on with tables of a host that it has freed, which nobody sees before the next access. */
const USES_WHAT_IS_FREED = 'creator-takes-all';

/**
 * Performs the trace on one body, and before each step goes on with another one that is loaded from the words of the first. A body with a
 * vice is followed until the vice shows: what is freed and used again in the wrong order afterwards is not saved.
 */
async function followBoth(trace: Trace, create: () => MachineBody): Promise<number> {
  const naming = namingOf(trace);
  const { setup, late } = planOf(trace);
  const [first, second] = [create(), create()];
  const end = late.size > 0 ? 0 : await faultOf(trace, create());
  first.reset(setup);
  second.reset(setup);
  for (const [index, call] of callsOf(trace).slice(0, end).entries()) {
    if (isFull(first.snapshot())) return index;
    const where = `${trace.id}, step ${index}, ${call.call}`;
    const before = first.save(naming);
    second.load(before, naming);
    expect(second.save(naming), `${where}: saved, loaded and saved again`).toEqual(before);
    const [one, other] = [answer(first, call), answer(second, call)];
    if (call.call !== 'tables') expect(other, where).toEqual(one);
    if (typeof one === 'string') return index;
    if (first.description.name === `mutant:${USES_WHAT_IS_FREED}`) continue;
    expect(second.save(naming), `${where}: after it`).toEqual(first.save(naming));
  }
  return end;
}

const asReference = (): MachineBody => createReference();

describe('a machine that is saved and loaded', () => {
  it.each(generations.map(({ id }) => id))(
    'goes on as it would have gone on, in generated traces of %s',
    async (generation) => {
      let steps = 0;
      for (const trace of generateTraces({ seed: 8, count: 60, generation })) steps += await followBoth(trace, asReference);
      expect(steps).toBeGreaterThan(600);
    },
    60_000,
  );

  it('goes on as it would have gone on, in generated traces', async () => {
    let steps = 0;
    for (const trace of generateTraces({ seed: 5, count: 100, generation: 'map-shared-pt' })) steps += await followBoth(trace, asReference);
    expect(steps).toBeGreaterThan(1500);
  });

  it('goes on as it would have gone on, in every story', async () => {
    let steps = 0;
    for await (const { trace } of (await loadSuite([])).traces()) steps += await followBoth(trace, asReference);
    expect(steps).toBeGreaterThan(10_000);
  });

  it.each(mutants.map((mutant) => [mutant.name, mutant] as const))('%s does so too, until its vice shows', async (_name, mutant) => {
    const create = (): MachineBody => {
      const body = mutant.create();
      if (!(body instanceof MachineBody)) throw new Error('a mutant of another kind');
      return body;
    };
    let steps = 0;
    for (const trace of generateTraces({ seed: 9, count: 25, generation: 'map-shared-pt' })) steps += await followBoth(trace, create);
    expect(steps).toBeGreaterThan(40);
  });
});
