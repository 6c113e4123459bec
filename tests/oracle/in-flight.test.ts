import { describe, expect, it } from 'vitest';
import { createJudge } from '../../oracle/judge.ts';
import type { Entry, Outcome, Snapshot, Step, Trace } from '../../schemas/generated/types.ts';
import { validateTrace } from '../../schemas/validate.ts';
import { BUF_SLOT, HOST, RW, SHARED, paint } from '../../spec/picture.ts';
import { ACCERR, BUF, DONE, refused, value } from '../../spec/scene.ts';

const judge = createJudge({ generation: 'map-shared-pt', profile: 'default', claims: true });
const DESCRIPTION = { name: 'told', generations: ['map-shared-pt'], shows: ['tables' as const, 'tlb' as const], overlaps: true };

/** A step and what was seen at it. */
type Told = readonly [step: Step, outcome: Outcome, shown?: Snapshot];

function open(process: string): Told {
  return [{ call: 'open', process, file: 'db', flags: ['O_RDWR'], as: 'fd' }, DONE];
}

function map(process: string): Told {
  const flags = ['MAP_SHARED', 'MAP_SHARED_PT', 'MAP_FIXED'] as const;
  return [
    { call: 'mmap', process, addr: BUF, length: '0x200000', prot: ['PROT_READ', 'PROT_WRITE'], flags: [...flags], fd: 'fd' },
    { result: 'done', addr: BUF },
  ];
}

const BOTH: readonly Told[] = [open('A'), map('A'), open('B'), map('B')];

function store(process: string, byte: number, outcome: Outcome): Told {
  return [{ call: 'store', process, addr: BUF, value: byte }, outcome];
}

function load(process: string, outcome: Outcome): Told {
  return [{ call: 'load', process, addr: BUF }, outcome];
}

const R = ['PROT_READ' as const];
const W = ['PROT_READ' as const, 'PROT_WRITE' as const];

function begins(name: string, step: Step, at = 'flush'): Told {
  return [{ ...step, begins: name, pause: at } as Step, { result: 'pending', at }];
}

function protect(process: string, prot: typeof R | typeof W): Step {
  return { call: 'mprotect', process, addr: BUF, length: '0x1000', prot };
}

function unmap(process: string): Step {
  return { call: 'munmap', process, addr: BUF, length: '0x200000' };
}

function returns(of: string, outcome: Outcome = DONE, shown?: Snapshot): Told {
  return [{ call: 'return', of }, outcome, ...(shown === undefined ? [] : [shown])] as unknown as Told;
}

/** `rule@step` of each violation. */
function violated(told: readonly Told[], steps = told.length): string[] {
  const trace = validateTrace({
    format: 1,
    id: 'told',
    title: 'Told.',
    rules: [],
    origin: { kind: 'written' },
    generation: 'map-shared-pt',
    files: { db: { size: '0x200000', content: 'page-numbers' } },
    processes: ['A', 'B'],
    steps: told.map(([step]) => step),
  } satisfies Trace);
  const entries = told
    .slice(0, steps)
    .map(([, outcome, snapshot]): Entry => (snapshot === undefined ? { outcome } : { outcome, snapshot }));
  return judge
    .judge({ format: 1, trace, body: DESCRIPTION, entries, status: 'complete' })
    .violations.map(({ rule, step }) => `${rule}@${step ?? '-'}`);
}

describe('while a call is in flight', () => {
  it.each<[string, Outcome]>([
    ['the old', DONE],
    ['the new', ACCERR],
  ])('%s protection is permitted, and one access rules nothing out for the next', (_which, outcome) => {
    const other = outcome === DONE ? ACCERR : DONE;
    expect(violated([...BOTH, begins('p', protect('A', R)), store('B', 1, outcome), store('B', 1, other), returns('p')])).toEqual([]);
  });

  it('only the new protection is permitted after the return', () => {
    const told = [...BOTH, begins('p', protect('A', R)), store('B', 1, DONE), returns('p')];
    expect(violated([...told, store('B', 2, ACCERR)])).toEqual([]);
    expect(violated([...told, store('B', 2, DONE)])).toEqual(['protect-every-cpu@7']);
  });

  it('what neither protection explains is not permitted', () => {
    const told = [...BOTH, begins('p', protect('A', R)), load('B', value(9)), returns('p')];
    expect(violated(told)).toEqual(['file-content-shown@5']);
  });

  it('a store that succeeded is there afterwards, whenever the other call took effect', () => {
    const told = [...BOTH, begins('u', unmap('A')), store('A', 7, DONE), returns('u')];
    expect(violated([...told, load('B', value(7))])).toEqual([]);
    expect(violated([...told, load('B', value(1))])).toEqual(['stores-seen-by-sharers@7']);
  });
});

describe('two calls that overlap', () => {
  const changes = (second: typeof R | typeof W): Told[] => [
    ...BOTH,
    begins('one', protect('A', R)),
    begins('other', protect('B', second)),
    returns('one'),
    returns('other'),
  ];

  it('take effect in either order, but in one', () => {
    expect(violated([...changes(W), store('A', 1, DONE), store('B', 2, DONE)])).toEqual([]);
    expect(violated([...changes(W), store('A', 1, ACCERR), store('B', 2, ACCERR)])).toEqual([]);
    expect(violated([...changes(W), store('A', 1, ACCERR), store('B', 2, DONE)])).toHaveLength(1);
    expect(violated([...changes(R), store('A', 1, DONE)])).toHaveLength(1);
  });

  it('keep their order where one returned before the other began', () => {
    const told = [...BOTH, begins('one', protect('A', R)), returns('one'), begins('other', protect('B', W)), returns('other')];
    expect(violated([...told, store('A', 1, DONE)])).toEqual([]);
    expect(violated([...told, store('A', 1, ACCERR)])).toHaveLength(1);
  });

  it('answer what some order of them explains', () => {
    const whole: Step = { call: 'mprotect', process: 'A', addr: BUF, length: '0x200000', prot: R };
    const told = (outcome: Outcome): Told[] => [...BOTH, begins('u', unmap('A')), begins('p', whole), returns('p', outcome), returns('u')];
    expect(violated(told(DONE))).toEqual([]);
    expect(violated(told(refused('ENOMEM')))).toEqual([]);
    expect(violated(told(refused('EACCES')))).toEqual(['success-owed@6']);
  });

  it('may not wait for each other for ever', () => {
    const told = [
      ...BOTH,
      begins('u', unmap('A')),
      begins('p', protect('B', R)),
      returns('p', { result: 'pending', at: 'decode' }),
      returns('u'),
    ];
    expect(violated(told)).toEqual(['success-owed@6']);
  });
});

describe('an access in flight', () => {
  const slow = { call: 'store', process: 'B', addr: BUF, value: 7 } as const;

  it('is permitted what was permitted at some time on its way', () => {
    const told = (outcome: Outcome): Told[] => [
      ...BOTH,
      begins('s', slow, 'fill'),
      begins('p', protect('A', R)),
      returns('p'),
      returns('s', outcome),
      load('A', value(outcome === DONE ? 7 : 1)),
    ];
    expect(violated(told(DONE))).toEqual([]);
    expect(violated(told(ACCERR))).toEqual([]);
  });

  it('is not permitted what was taken away before it began', () => {
    const told = [...BOTH, begins('p', protect('A', R)), returns('p'), begins('s', slow, 'fill'), returns('s', DONE)];
    expect(violated(told)).toEqual(['protect-reaches-sharers@7']);
  });
});

describe('tables that are shown', () => {
  const leak = paint({ ...SHARED, leaves: { ...SHARED.leaves, 2: [] } });
  const dangling = paint({ ...SHARED, leaves: {} });
  const told = (during: Snapshot, after: Snapshot): Told[] => [
    ...BOTH,
    [{ ...protect('A', R), begins: 'p', pause: 'flush' } as Step, { result: 'pending', at: 'flush' }, during],
    returns('p', DONE, after),
  ];
  const RO = RW & ~2;
  const good = paint({ ...SHARED, leaves: { 1: [0, 7, RO & ~64] } });

  it('are held against the rules that speak at every point, while a call is in flight', () => {
    expect(violated(told(dangling, good))).toContain('table-alive-while-linked@4');
  });

  it('are held against the others when all have returned, even if nothing changed since', () => {
    expect(violated(told(leak, good))).toEqual([]);
    expect(violated(told(leak, leak)).filter((one) => one.startsWith('nothing-leaked'))).toEqual(['nothing-leaked@5']);
  });

  it('may run ahead of the calls: an entry that is gone rules out no order', () => {
    const gone = paint({ ...SHARED, mms: [{ process: 'A', slots: {} }, SHARED.mms[1]!, { host: HOST, slots: { [BUF_SLOT]: 1 } }] });
    const story: Told[] = [
      ...BOTH,
      [{ ...unmap('A'), begins: 'u', pause: 'flush' } as Step, { result: 'pending', at: 'flush' }, gone],
      load('A', value(1)),
      returns('u'),
    ];
    expect(violated(story)).toEqual([]);
  });
});

describe('a transcript that stops before a return', () => {
  it('is judged as far as it goes, whether the call has taken effect or not', () => {
    const story = [...BOTH, begins('p', protect('A', R)), store('B', 1, ACCERR), store('B', 1, DONE), returns('p')];
    expect(violated(story, 7)).toEqual([]);
    expect(violated([...BOTH, begins('p', protect('A', R)), load('B', value(9)), returns('p')], 6)).toEqual(['file-content-shown@5']);
  });
});
