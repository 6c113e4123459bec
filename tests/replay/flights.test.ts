import { describe, expect, it } from 'vitest';
import { createReference } from '../../reference/index.ts';
import { perform } from '../../replay/perform.ts';
import type { Body, Call } from '../../schemas/contract.ts';
import type { Outcome, Step } from '../../schemas/generated/types.ts';
import { validateTrace } from '../../schemas/validate.ts';
import { LOAD, MAP, OPEN, STORE, traceOf } from '../schemas/traces.ts';

const PENDING: Outcome = { result: 'pending', at: 'flush' };
const DESCRIPTION = { name: 'told', generations: [], shows: [] };
const OVERLAP: readonly Step[] = [
  { ...LOAD, begins: 'x', pause: 'flush' } as Step,
  STORE,
  { call: 'resume', of: 'x', pause: 'free' },
  { call: 'return', of: 'x' },
];

/** A body that writes down what it is told. */
function scribe(answer: (said: string) => Outcome | Promise<Outcome>, more: Partial<Body['description']> = {}): Body & { said: string[] } {
  const said: string[] = [];
  const tell = (text: string): Outcome | Promise<Outcome> => {
    said.push(text);
    return answer(text);
  };
  return {
    said,
    description: { ...DESCRIPTION, overlaps: true, ...more },
    reset: () => undefined,
    step: (call: Call) => tell(`step ${call.call}`),
    begin: (name, call, pause) => tell(`begin ${name} ${call.call} ${pause ?? '-'}`),
    resume: (name, pause) => tell(`resume ${name} ${pause ?? '-'}`),
    finish: (name) => tell(`finish ${name}`),
  };
}

function trace(steps: readonly Step[]): ReturnType<typeof validateTrace> {
  return validateTrace(traceOf(steps));
}

describe('calls that overlap', () => {
  it('are begun, resumed and finished; each entry is what was answered then', async () => {
    const answers: Readonly<Record<string, Outcome>> = { 'step store': { result: 'done' }, 'finish x': { result: 'done', value: 3 } };
    for (const later of [false, true]) {
      const body = scribe((said) => (later ? Promise.resolve(answers[said] ?? PENDING) : (answers[said] ?? PENDING)));
      const { status, entries } = await perform(trace(OVERLAP), body);
      expect([status, body.said]).toEqual(['complete', ['begin x load flush', 'step store', 'resume x free', 'finish x']]);
      expect(entries.map(({ outcome }) => outcome)).toEqual([PENDING, { result: 'done' }, PENDING, { result: 'done', value: 3 }]);
    }
  });

  it('are skipped by a body that does not say that they may overlap, and break one that says so and cannot', async () => {
    const silent = await perform(
      trace(OVERLAP),
      scribe(() => PENDING, { overlaps: false }),
    );
    expect(silent).toMatchObject({ status: 'skipped', reason: 'the call of step 0 pauses, and the body answers one call at a time' });
    const boast: Body = { description: { ...DESCRIPTION, overlaps: true }, reset: () => undefined, step: () => PENDING };
    expect(await perform(trace(OVERLAP), boast)).toMatchObject({ status: 'broken', reason: expect.stringContaining('has no begin') });
  });

  it('bind a region when they return, and are left alone where their address is not known', async () => {
    const map = JSON.parse(JSON.stringify({ ...MAP, addr: undefined, as: 'late', begins: 'm' })) as Step;
    const steps: Step[] = [
      OPEN,
      map,
      LOAD,
      { call: 'return', of: 'm' },
      { call: 'load', process: 'A', addr: 'late', begins: 'l' },
      STORE,
      { call: 'return', of: 'l' },
    ];
    const placed = scribe((said) => (said === 'finish m' ? { result: 'done', addr: '0x5000' } : PENDING));
    await perform(trace(steps), placed);
    expect(placed.said.slice(-3)).toEqual(['begin l load -', 'step store', 'finish l']);
    const refused = scribe(() => ({ result: 'refused', errno: 'ENOMEM' }));
    const { entries } = await perform(trace(steps), refused);
    expect(refused.said.slice(-2)).toEqual(['finish m', 'step store']);
    expect(entries.at(-1)?.outcome.result).toBe('unsupported');
  });
});

describe('the reference', () => {
  it('says where a call stands: at its pause, where it waits, or at its end when it never comes there', async () => {
    const protect: Extract<Step, { call: 'mprotect' }> = {
      call: 'mprotect',
      process: 'A',
      addr: 'buf',
      length: '0x1000',
      prot: ['PROT_READ'],
    };
    const { entries } = await perform(
      trace([
        OPEN,
        MAP,
        { ...protect, begins: 'one', pause: 'flush' },
        { ...protect, begins: 'two', pause: 'change-entries' },
        { ...protect, begins: 'three', pause: 'no-such-point' },
        { call: 'resume', of: 'one' },
        { call: 'resume', of: 'two', pause: 'no-such-point' },
        { call: 'return', of: 'three' },
        { call: 'return', of: 'two' },
        { call: 'return', of: 'one' },
      ]),
      createReference(),
    );
    const at = (point: string): Outcome => ({ result: 'pending', at: point });
    expect(entries.slice(2, 7).map(({ outcome }) => outcome)).toEqual([
      at('flush'),
      at('decode'),
      at('decode'),
      at('return'),
      at('return'),
    ]);
    expect(entries.slice(7).map(({ outcome }) => outcome.result)).toEqual(['done', 'done', 'done']);
  });

  it('makes the allocation fail that a step names, in a call in flight too', async () => {
    const { entries } = await perform(
      trace([
        OPEN,
        { ...(MAP as Extract<Step, { call: 'mmap' }>), fail: { allocation: 1 }, begins: 'm', pause: 'decode' },
        STORE,
        { call: 'return', of: 'm' },
        MAP,
        { ...(LOAD as Extract<Step, { call: 'load' }>), fail: { allocation: 6 } },
        LOAD,
      ]),
      createReference(),
    );
    expect(entries.slice(3).map(({ outcome }) => ('errno' in outcome ? outcome.errno : outcome.result))).toEqual([
      'ENOMEM',
      'done',
      'fault',
      'done',
    ]);
  });

  it('is the only kind of body that is asked for a failure: another skips the trace', async () => {
    const failing = trace([OPEN, { ...(MAP as Extract<Step, { call: 'mmap' }>), fail: { allocation: 1 } }]);
    const skipped = await perform(
      failing,
      scribe(() => PENDING),
    );
    expect(skipped).toMatchObject({ status: 'skipped', reason: 'an allocation is to fail in step 1, and the body cannot make one fail' });
  });
});
