import { describe, expect, test } from 'vitest';
import { createWalks, judged } from '../../bench/long-failures.ts';
import { mutants } from '../../mutants/index.ts';
import type { Body } from '../../schemas/contract.ts';
import type { Trace } from '../../schemas/generated/types.ts';
import { failuresOf, shrink, storyOf } from '../../shrink/index.ts';
import type { Failure, ShrinkOptions } from '../../shrink/index.ts';

const walks = createWalks();

function mutant(name: string): Body {
  const found = mutants.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(name);
  return found.create();
}

async function failing(body: Body): Promise<Trace> {
  for (const walk of walks) if ((await judged(walk, body)).violations.length > 0) return walk;
  throw new Error('no walk fails');
}

function on(body: Body, options: Partial<ShrinkOptions> = {}): ShrinkOptions {
  return { observe: async (trace) => failuresOf(await judged(trace, body)), profile: 'default', ...options };
}

/** Numbers below 1, always the same. */
function dice(): () => number {
  let state = 1;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** Shows its failures only in a share of all performances. */
function nowAndThen(body: Body, share: number): { observe: ShrinkOptions['observe']; runs: () => number } {
  const roll = dice();
  let runs = 0;
  return {
    runs: () => runs,
    async observe(trace): Promise<readonly Failure[]> {
      runs += 1;
      return roll() < share ? failuresOf(await judged(trace, body)) : [];
    },
  };
}

describe('shrink', () => {
  test('keeps the rule that is named, what was observed and the call at which it shows', async () => {
    const body = mutant('munmap-keeps-link');
    const trace = await failing(body);
    const rules = new Set((await judged(trace, body)).violations.map(({ rule }) => rule));
    expect(rules.size).toBeGreaterThan(1);
    for (const rule of rules) {
      const { signature, trace: small } = await shrink(trace, on(body, { rule }));
      expect(signature.rule).toBe(rule);
      const last = failuresOf(await judged(small, body)).filter(({ step }) => step === small.steps.length - 1);
      expect(last.map((failure) => failure.signature)).toContainEqual(signature);
    }
  });

  test('refuses a trace that does not fail, or does not violate the rule named', async () => {
    const [walk] = walks;
    if (walk === undefined) throw new Error('no walk');
    const { createReference } = await import('../../reference/index.ts');
    await expect(shrink(walk, on(createReference()))).rejects.toMatchObject({ code: 'not-failing', message: /3 times/u });
    const body = mutant('flush-own-cpu');
    await expect(shrink(await failing(body), on(body, { rule: 'align-start' }))).rejects.toMatchObject({ code: 'not-failing' });
  });

  test('a body that fails now and then: smaller all the same, and it says how often it fails', async () => {
    const body = mutant('protect-whole-slot');
    const trace = await failing(body);
    const { observe, runs } = nowAndThen(body, 0.4);
    const shrunk = await shrink(trace, { observe, profile: 'default', repeats: 20 });
    expect(shrunk.trace.steps.length).toBeLessThanOrEqual(6);
    expect(shrunk.before.seen).toBeLessThan(20);
    expect(shrunk.after.seen).toBeGreaterThan(0);
    expect(shrunk.after.low).toBeLessThan(0.4);
    expect(shrunk.after.high).toBeGreaterThan(0.4);
    expect(shrunk.counts.runs).toBeGreaterThan(shrunk.counts.performed);
    expect(runs()).toBeGreaterThan(shrunk.counts.runs);
    // What it says was seen really fails.
    expect(failuresOf(await judged(shrunk.trace, body)).map(({ signature }) => signature)).toContainEqual(shrunk.signature);
  });

  test('what is not seen again is not claimed', async () => {
    const body = mutant('flush-own-cpu');
    const trace = await failing(body);
    let left = 3;
    const observe = async (candidate: Trace): Promise<readonly Failure[]> => (left-- > 0 ? failuresOf(await judged(candidate, body)) : []);
    const shrunk = await shrink(trace, { observe, profile: 'default' });
    expect(shrunk).toMatchObject({ standing: 'not-seen-again', after: { seen: 0 }, before: { seen: 3, runs: 3 } });
  });

  test('a small budget ends the search and says so; an interrupt too', async () => {
    const body = mutant('munmap-keeps-link');
    const trace = await failing(body);
    const cut = await shrink(trace, on(body, { budget: 5 }));
    expect(cut.standing).toBe('budget-hit');
    expect(cut.counts.performed).toBe(5);
    expect(cut.trace.steps.length).toBeLessThan(trace.steps.length);
    const interrupted = { aborted: false };
    const watch: ShrinkOptions['watch'] = ({ performed }) => void (interrupted.aborted = performed >= 10);
    const ended = await shrink(trace, on(body, { interrupted, watch }));
    expect(ended.standing).toBe('interrupted');
    expect(ended.counts.performed).toBe(10);
    expect(ended.trace.steps.length).toBeLessThan(trace.steps.length);
    for (const { trace: small, signature } of [cut, ended]) {
      expect(failuresOf(await judged(small, body)).map((failure) => failure.signature)).toContainEqual(signature);
    }
  });

  test('where the search for a shorter one is cut short, the result is locally minimal', async () => {
    const body = mutant('munmap-keeps-link');
    const { standing, proof } = await shrink(await failing(body), on(body, { limits: { sequences: 20, tried: 1000 } }));
    expect(standing).toBe('locally-minimal');
    expect(proof).toMatchObject({ complete: false, sequences: 20 });
  });

  test('a body that breaks is shrunk to what breaks it', async () => {
    const { createReference } = await import('../../reference/index.ts');
    const good = createReference();
    const body: Body = {
      description: good.description,
      reset: (setup) => good.reset(setup),
      step(call) {
        if (call.call === 'exec') throw new Error(`no exec for ${call.process}`);
        return good.step(call);
      },
    };
    const walk = walks.find((trace) => trace.steps.some(({ call }) => call === 'exec'));
    if (walk === undefined) throw new Error('no walk with exec');
    const { trace, signature, standing } = await shrink(walk, on(body));
    expect(signature).toMatchObject({ rule: undefined, role: 'exec' });
    expect(trace.steps.map(({ call }) => call)).toEqual(['exec']);
    expect(standing).toBe('proven-shortest');
  });

  test('the result is a story that names what it comes from', async () => {
    const body = mutant('flush-own-cpu');
    const from = await failing(body);
    const { trace, signature } = await shrink(from, on(body));
    const story = storyOf(trace, { prefix: 'shrunk', title: 'Small', rule: signature.rule, from, body: 'mutant:flush-own-cpu' });
    expect(story.origin).toEqual({ kind: 'shrunk', from: from.id, body: 'mutant:flush-own-cpu', seed: 1 });
    expect(story.rules).toEqual([signature.rule]);
    expect(story.id).toBe(`shrunk-${signature.rule}-${story.hash?.slice(7, 15)}`);
    expect(story.steps).toEqual(trace.steps);
  });
});
