import { describe, expect, it } from 'vitest';
import { lowered } from '../../schemas/lowered.ts';
import { perform } from '../../replay/perform.ts';
import { DEFAULT_GEOMETRY } from '../../schemas/contract.ts';
import type { Body, Call, Setup } from '../../schemas/contract.ts';
import type { BodyDescription, Outcome, Snapshot, Step } from '../../schemas/generated/types.ts';
import { validateTrace } from '../../schemas/validate.ts';
import { BASE, LOAD, MAP, OPEN, STORE, traceOf } from '../schemas/traces.ts';

const DONE: Outcome = { result: 'done' };
const DESCRIPTION: BodyDescription = { name: 'fake', generations: [], shows: [] };
const SHOT: Snapshot = { mms: [], tables: [{ id: 1, level: 1, entries: [0, 1, 1] }] };

/** A body that answers what it is told to, and remembers what it was asked. */
function bodyOf(answer: (call: Call, index: number) => unknown, more: Partial<Body> = {}): Body & { calls: Call[]; setups: Setup[] } {
  const calls: Call[] = [];
  const setups: Setup[] = [];
  return {
    description: DESCRIPTION,
    calls,
    setups,
    reset: (setup) => void setups.push(setup),
    step: (call) => answer(call, calls.push(call) - 1) as Outcome,
    ...more,
  };
}

const later = <T>(value: T, milliseconds = 1): Promise<T> => new Promise((resolve) => setTimeout(() => resolve(value), milliseconds));

describe('perform', () => {
  it('sets the body up and resolves addresses', async () => {
    const body = bodyOf(() => DONE);
    const trace = validateTrace(traceOf([OPEN, MAP, STORE, { ...LOAD, addr: '0x123' } as Step]));
    const transcript = await perform(trace, body);
    expect(body.setups).toEqual([
      {
        generation: 'map-shared-pt',
        geometry: { pageSize: 4096, entriesPerTable: 512, levels: 4, cpus: 2 },
        files: { data: { size: '0x200000' } },
        processes: ['A', 'B'],
      },
    ]);
    expect(body.calls.map((call) => ('addr' in call ? call.addr : undefined))).toEqual([undefined, BASE, '0x7f0000001000', '0x123']);
    expect(transcript).toEqual({
      format: 1,
      trace,
      body: DESCRIPTION,
      entries: [1, 2, 3, 4].map(() => ({ outcome: DONE })),
      status: 'complete',
    });
    expect(transcript.trace).toBe(trace);
  });

  it('finds regions that mmap and mremap bind, in every run anew', async () => {
    const steps: Step[] = [
      { call: 'mmap', process: 'A', length: '0x1000', prot: [], flags: ['MAP_SHARED'], as: 'one' },
      {
        call: 'mremap',
        process: 'A',
        addr: 'one',
        oldLength: '0x1000',
        newLength: '0x2000',
        flags: ['MREMAP_MAYMOVE', 'MREMAP_FIXED'],
        newAddr: 'one+0x10000',
        as: 'two',
      },
      { call: 'load', process: 'A', addr: 'two+0xff' },
    ];
    const trace = validateTrace(traceOf(steps));
    for (const start of ['0x5000', '0xfffffffffffff000']) {
      const moved = start === '0x5000' ? '0x15000' : undefined;
      const body = bodyOf((call) => ({ result: 'done', addr: call.call === 'mmap' ? start : '0x15000' }));
      const { entries, status } = await perform(trace, body);
      expect(status).toBe('complete');
      if (moved === undefined) expect(entries[1]?.outcome).toEqual({ result: 'unsupported', what: expect.stringContaining('one+0x10000') });
      else
        expect(body.calls.slice(1)).toEqual([
          { ...steps[1], cpu: 0, addr: '0x5000', newAddr: moved },
          { ...steps[2], cpu: 0, addr: '0x150ff' },
        ]);
    }
  });

  it('tells the body neither what is expected of it nor what readers are told', async () => {
    const body = bodyOf(() => DONE);
    const steps = [OPEN, MAP, STORE, LOAD].map((step) => ({ ...step, note: 'a note', expect: { result: 'done' as const } }));
    await perform(validateTrace(traceOf(steps)), body);
    expect(body.calls.map((call) => call.call)).toEqual(steps.map((step) => step.call));
    for (const call of body.calls) expect(Object.keys(call).filter((key) => ['expect', 'note', 'begins'].includes(key))).toEqual([]);
  });

  it('tells a stranger copies: what it changes in them is told to nobody else', async () => {
    const trace = validateTrace(traceOf([OPEN, MAP, LOAD]));
    const vandal = bodyOf((call) => {
      Object.assign(call, { process: 'nobody', addr: '0x1' });
      return DONE;
    });
    await perform(trace, vandal);
    const next = bodyOf(() => DONE);
    await perform(trace, next);
    expect(next.calls.map((call) => 'process' in call && call.process)).toEqual(['A', 'A', 'A']);
    expect(lowered(trace).calls).toEqual(next.calls);
  });

  it('leaves out steps whose address never came to be', async () => {
    const body = bodyOf((call) => (call.call === 'mmap' ? { result: 'refused', errno: 'EINVAL' } : DONE));
    const mmap: Step = { call: 'mmap', process: 'A', length: '0x1000', prot: [], flags: ['MAP_SHARED'], as: 'late' };
    const { entries, status } = await perform(validateTrace(traceOf([mmap, { ...LOAD, addr: 'late' } as Step, { call: 'tables' }])), body);
    expect(body.calls.map((call) => call.call)).toEqual(['mmap', 'tables']);
    expect(entries[1]).toEqual({ outcome: { result: 'unsupported', what: expect.stringContaining('late has no address') } });
    expect(status).toBe('complete');
  });

  it('performs the same trace alike after a run that bound other addresses', async () => {
    const trace = validateTrace(
      traceOf(
        [{ ...MAP, fd: undefined, addr: undefined, as: 'x' } as never, { ...LOAD, addr: 'x' } as Step].map(
          (s) => JSON.parse(JSON.stringify(s)) as Step,
        ),
      ),
    );
    const bodies = ['0x1000', '0x2000'].map((addr) => bodyOf(() => ({ result: 'done', addr })));
    for (const body of bodies) await perform(trace, body);
    expect(bodies.map((body) => (body.calls[1] as { addr: string }).addr)).toEqual(['0x1000', '0x2000']);
  });

  it('performs a call that returns at once, and repeats its entry', async () => {
    const body = bodyOf((call) => ({ result: 'done', value: call.call === 'load' ? 3 : 0 }));
    const trace = validateTrace(
      traceOf([
        { ...LOAD, begins: 'x' },
        { call: 'return', of: 'x' },
      ]),
    );
    const { entries, status } = await perform(trace, body);
    expect([status, body.calls.length, entries]).toEqual([
      'complete',
      1,
      [{ outcome: { result: 'done', value: 3 } }, { outcome: { result: 'done', value: 3 } }],
    ]);
  });

  it.each<[string, Step[]]>([
    ['overlap step 1', [{ ...LOAD, begins: 'x' }, LOAD, { call: 'return', of: 'x' }]],
    [
      'overlap',
      [
        { ...LOAD, begins: 'x' },
        { ...LOAD, begins: 'y' },
        { call: 'return', of: 'y' },
        { call: 'return', of: 'x' },
      ],
    ],
  ])('skips calls that %s', async (_what, steps) => {
    const body = bodyOf(() => DONE);
    const transcript = await perform(validateTrace(traceOf(steps)), body);
    expect(transcript).toMatchObject({ status: 'skipped', entries: [], reason: expect.stringContaining('begun as x overlaps step 1') });
    expect(body.setups).toEqual([]);
  });

  it.each([
    [{ pageSize: 65_536, entriesPerTable: 512, levels: 4, cpus: 2 }, 'the body has no machine with pageSize 4096'],
    [{ pageSize: 4096, entriesPerTable: 512, levels: 5, cpus: 2 }, 'the body has no machine with levels 4'],
    [{ pageSize: 4096, entriesPerTable: 512, levels: 4, cpus: 1 }, 'the body has no machine with 2 CPUs'],
  ] as const)('skips a trace for another machine than the one of the body (%j)', async (geometry, reason) => {
    const trace = validateTrace(traceOf());
    expect(
      await perform(
        trace,
        bodyOf(() => DONE, { description: { ...DESCRIPTION, geometry } }),
      ),
    ).toMatchObject({
      status: 'skipped',
      reason,
    });
    const larger = { ...DEFAULT_GEOMETRY, cpus: 8 };
    expect(
      await perform(
        trace,
        bodyOf(() => DONE, { description: { ...DESCRIPTION, geometry: larger } }),
      ),
    ).toMatchObject({
      status: 'complete',
    });
  });

  it('skips a trace with a call that the body lacks, but goes on without a look', async () => {
    const lacks = (calls: BodyDescription['calls'] & object): Partial<Body> => ({ description: { ...DESCRIPTION, calls } });
    const skipped = await perform(
      validateTrace(traceOf()),
      bodyOf(() => DONE, lacks(['open', 'mmap'])),
    );
    expect(skipped).toMatchObject({ status: 'skipped', reason: 'the body does not support store, load' });
    const body = bodyOf(() => DONE, lacks(['open']));
    const looked = await perform(validateTrace(traceOf([OPEN, { call: 'tables' }])), body);
    expect(looked).toMatchObject({ status: 'complete', entries: [{ outcome: DONE }, { outcome: { result: 'unsupported' } }] });
    expect(body.calls.length).toBe(1);
  });
});

describe('a body that answers later', () => {
  it('is waited for', async () => {
    const body = bodyOf(() => later(DONE), { reset: () => later(undefined), snapshot: () => later(SHOT) });
    const transcript = await perform(validateTrace(traceOf()), body);
    expect(transcript).toMatchObject({ status: 'complete', entries: [1, 2, 3, 4].map(() => ({ outcome: DONE, snapshot: SHOT })) });
  });

  it('is not awaited when it answers at once', async () => {
    let pauses = 0;
    let running = true;
    const tick = (): void => {
      pauses += 1;
      if (running) queueMicrotask(tick);
    };
    const seen: number[] = [];
    const body = bodyOf(() => {
      seen.push(pauses);
      return DONE;
    });
    queueMicrotask(tick);
    await perform(validateTrace(traceOf()), body, { trust: true });
    running = false;
    expect(seen).toEqual([0, 0, 0, 0]);
  });

  it.each([
    ['load', { step: (call: Call) => (call.call === 'load' ? new Promise<Outcome>(() => {}) : DONE) }, 3],
    ['reset', { reset: () => new Promise<void>(() => {}) }, 0],
    ['snapshot', { snapshot: () => new Promise<Snapshot>(() => {}) }, 0],
  ])('is broken when %s never answers', async (what, more, step) => {
    const errors: unknown[] = [];
    const options = { stepMilliseconds: 20, onBroken: (error: unknown) => void errors.push(error) };
    const transcript = await perform(validateTrace(traceOf()), { ...bodyOf(() => DONE), ...more }, options);
    expect(transcript).toMatchObject({ status: 'broken', reason: `step ${step}: ${what} did not answer within 20 ms` });
    expect(transcript.entries.length).toBe(step);
    expect(errors.length).toBe(1);
  });

  it('has a deadline for the whole trace', async () => {
    const body = bodyOf(() => later(DONE, 40));
    const start = performance.now();
    const transcript = await perform(validateTrace(traceOf()), body, { stepMilliseconds: 1000, traceMilliseconds: 70 });
    expect(performance.now() - start).toBeLessThan(500);
    expect(transcript).toMatchObject({ status: 'broken', reason: expect.stringMatching(/did not answer/u) });
  });
});

const hostile = {
  toString: () => {
    throw new Error('no');
  },
};

describe('a body that fails', () => {
  it.each<[string, unknown, string]>([
    ['an error', new Error('out of order'), 'step 2: out of order'],
    ['an error of another kind', new TypeError('x is no function'), 'step 2: TypeError: x is no function'],
    ['a text', 'oops', 'step 2: oops'],
    ['nothing', undefined, 'step 2: undefined'],
    ['what cannot be shown', hostile, 'step 2: it threw something that cannot be shown'],
  ])('by throwing %s keeps its entries', async (_what, thrown, reason) => {
    const body = bodyOf((call) => {
      if (call.call === 'store') throw thrown;
      return DONE;
    });
    expect(await perform(validateTrace(traceOf()), body)).toMatchObject({
      status: 'broken',
      reason,
      entries: [{ outcome: DONE }, { outcome: DONE }],
    });
  });

  it.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /outcome is not valid/u],
    ['null', null, /outcome is not valid/u],
    ['text', 'done', /outcome is not valid/u],
    ['an unknown result', { result: 'ok' }, /\/result: there is no result "ok"/u],
    ['a property too many', { result: 'done', extra: 1 }, /extra/u],
    ['an address as a number', { result: 'done', addr: 4096 }, /\/addr/u],
    ['a value that is no number', { result: 'done', value: Number.NaN }, /\/value/u],
    ['a list', [], /outcome is not valid/u],
    ['a look with half an entry', { result: 'done', snapshot: { mms: [], tables: [{ id: 1, level: 1, entries: [1] }] } }, /groups of 3/u],
  ])('by answering %s is broken', async (_what, answer, reason) => {
    const transcript = await perform(
      validateTrace(traceOf()),
      bodyOf((_call, index) => (index === 1 ? answer : DONE)),
    );
    expect(transcript).toMatchObject({ status: 'broken', reason: expect.stringMatching(reason), entries: [{ outcome: DONE }] });
  });

  it('by showing nonsense is broken', async () => {
    const transcript = await perform(
      validateTrace(traceOf()),
      bodyOf(() => DONE, { snapshot: () => ({ mms: 1 }) as never }),
    );
    expect(transcript).toMatchObject({
      status: 'broken',
      reason: expect.stringMatching(/^step 0: the snapshot is not valid/u),
      entries: [],
    });
  });
});

describe('snapshots', () => {
  it('are taken after every step, or never', async () => {
    const always = await perform(
      validateTrace(traceOf()),
      bodyOf(() => DONE, { snapshot: () => SHOT }),
      { trust: true },
    );
    expect(always.entries.map((entry) => entry.snapshot === SHOT)).toEqual([true, true, true, true]);
    const never = await perform(
      validateTrace(traceOf()),
      bodyOf(() => DONE, { snapshot: () => SHOT }),
      { look: 'never' },
    );
    expect(never.entries.map((entry) => 'snapshot' in entry)).toEqual([false, false, false, false]);
  });

  it('of a stranger are copied, and parts that did not change are the same object', async () => {
    const live: Snapshot = { mms: [], tables: [1, 2].map((id) => ({ id, level: 1, entries: [0, 1, 1] })), counts: { tableBytes: 1 } };
    const body = bodyOf(
      (_call, index) => {
        if (index === 2) live.tables[0]!.entries[2] = 3;
        if (index === 3) live.counts!.tableBytes = 2;
        return DONE;
      },
      { snapshot: () => live },
    );
    const { entries } = await perform(validateTrace(traceOf()), body);
    const [first, second, third, fourth] = entries.map((entry) => entry.snapshot!);
    expect(first!.tables[0]!.entries).toEqual([0, 1, 1]);
    expect(second).toBe(first);
    expect(third!.tables[0]!.entries).toEqual([0, 1, 3]);
    expect(third!.tables[1]).toBe(first!.tables[1]);
    expect(fourth!.tables).toEqual(third!.tables);
    expect([first, third, fourth].map((shot) => shot!.counts!.tableBytes)).toEqual([1, 1, 2]);
  });

  it('outcomes of a stranger are copied too', async () => {
    const answer = { result: 'done', value: 0 } as const;
    const body = bodyOf((_call, index) => Object.assign(answer, { value: index }));
    const { entries } = await perform(validateTrace(traceOf()), body);
    expect(entries.map(({ outcome }) => outcome.result === 'done' && outcome.value)).toEqual([0, 1, 2, 3]);
  });
});
