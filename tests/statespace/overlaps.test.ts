import { describe, expect, it } from 'vitest';
import { ownBody } from '../../adapters/connect.ts';
import { mutants } from '../../mutants/index.ts';
import { MachineBody } from '../../reference/index.ts';
import { checkNoun } from '../../schemas/gate.ts';
import type { ExplorationReport } from '../../schemas/generated/types.ts';
import { validateTrace } from '../../schemas/validate.ts';
import { exploreBody } from '../../statespace/exploring.ts';
import { reportOf } from '../../statespace/report.ts';
import { worldNamed } from '../../statespace/worlds.ts';

const PATIENCE = 300_000;

interface How {
  readonly inFlight?: 1 | 2 | 3;
  readonly failures?: boolean;
  readonly folded?: boolean;
  readonly processes?: number;
}

async function reported(name: string, calls: readonly string[], { processes = 2, ...how }: How): Promise<ExplorationReport> {
  const body = await ownBody(name);
  if (!(body instanceof MachineBody)) throw new Error(`${name} is a body of another kind`);
  const { bounds, ...rest } = worldNamed('overlapping');
  const world = { ...rest, bounds: { ...bounds, processes }, alphabet: calls };
  const options = { world, body, name, profile: 'default', folded: true, memory: 2 ** 28, ...how };
  return reportOf(await exploreBody(options), options, '0', true);
}

const CALLS = worldNamed('overlapping').alphabet;
const ATTACHING = ['mmap eligible', 'munmap slot'];
const LEAVING = ['mmap eligible', 'munmap slot', 'load page'];
const CHANGING = ['mmap eligible', 'mprotect page none', 'load page'];
const SHRINKING = ['mmap eligible', 'ftruncate to nothing', 'load page'];

/** Where the vice of a mutant shows that no call on its own shows, and a rule that is broken there. */
interface Hunt {
  readonly calls: readonly string[];
  readonly rule: string;
  /** 2 where left out. */
  readonly inFlight?: 2 | 3;
  readonly processes?: number;
}

const OF_CALLS_IN_FLIGHT: Readonly<Record<string, Hunt>> = {
  'both-free': { calls: ATTACHING, rule: 'freed-once' },
  'count-tested-first': { calls: ATTACHING, rule: 'last-out-frees' },
  'cow-decided-early': {
    calls: ['mmap private', 'fork', 'store page', 'store next byte', 'load next byte'],
    rule: 'private-copy-private',
  },
  'creators-race': { calls: CALLS, rule: 'share-count-exact' },
  'fault-keeps-vma': { calls: LEAVING, rule: 'baseline-returns' },
  'fill-ignores-end': { calls: SHRINKING, rule: 'truncate-reaches-all' },
  'fill-trusts-check': { calls: CHANGING, rule: 'entry-obeys-protection' },
  'flush-before-change': { calls: CHANGING, rule: 'no-stale-translation' },
  'free-before-flush': { calls: SHRINKING, rule: 'file-content-shown' },
  'join-while-ending': { calls: ATTACHING, rule: 'share-count-exact' },
  'lock-order-inverted': { calls: [...ATTACHING, 'ftruncate to nothing'], rule: 'success-owed' },
  'move-flush-unlocked': {
    calls: ['mmap without the flag', 'mremap to the next slot', 'ftruncate to nothing', 'load page'],
    rule: 'truncate-reaches-all',
    inFlight: 3,
    processes: 1,
  },
  'munmap-unlocks-early': {
    calls: ['mmap without the flag', 'mmap other file', 'munmap slot', 'load page'],
    rule: 'file-content-shown',
    inFlight: 3,
    processes: 1,
  },
  'put-before-clear': { calls: LEAVING, rule: 'table-alive-while-linked' },
  'replacement-unlocks-early': { calls: CHANGING, rule: 'protect-reaches-sharers' },
  'walker-counts-as-sharer': { calls: LEAVING, rule: 'nothing-leaked' },
};

/** Those that take an allocation that fails. */
const OF_FAILURES: readonly string[] = [
  'enomem-overwritten',
  'failure-leaks-tables',
  'host-failure-leaves-mapping',
  'host-failure-leaves-region',
  'reference-dropped-first',
];

/** Whether the trace that shows a violation of the rule is valid, and has a step of which `needs` is said. */
function shows({ violations }: ExplorationReport, rule: string, needs: 'begins' | 'fail'): boolean {
  const found = violations.find((one) => one.rule === rule);
  return found !== undefined && validateTrace(found.trace).steps.some((step) => needs in step);
}

describe('calls that overlap', () => {
  it.each(Object.entries(OF_CALLS_IN_FLIGHT))(
    'show the vice of %s; with one fewer in flight nothing shows it',
    async (vice, { calls, rule, inFlight = 2, processes = 2 }) => {
      expect(shows(await reported(`mutant:${vice}`, calls, { inFlight, processes }), rule, 'begins')).toBe(true);
      const fewer = inFlight === 3 ? 2 : 1;
      expect((await reported(`mutant:${vice}`, calls, { inFlight: fewer, processes })).conclusion).toBe('no-violation');
    },
    PATIENCE,
  );
});

describe('a world in which calls overlap', () => {
  const calls = ATTACHING;

  it(
    'is explored to its end, with the same numbers each time and, without folding, as many states as it stands for',
    async () => {
      const folded = await reported('reference', calls, { inFlight: 2 });
      expect(checkNoun('exploration', folded)).toMatchObject({ conclusion: 'no-violation', complete: true });
      expect(folded.inFlight).toMatchObject({ calls: 2, pairs: 96, schedules: 1688 });
      expect(await reported('reference', calls, { inFlight: 2 })).toEqual(folded);
      const unfolded = await reported('reference', calls, { inFlight: 2, folded: false });
      expect(unfolded).toMatchObject({ conclusion: 'no-violation', complete: true, states: folded.unfolded });
    },
    PATIENCE,
  );

  it(
    'has the same verdicts with and without folding, where schedules that answer alike are judged together',
    async () => {
      const vices = ['both-free', 'join-while-ending'].map((vice) => `mutant:${vice}`);
      for (const vice of vices) {
        const [folded, unfolded] = await Promise.all([true, false].map((fold) => reported(vice, calls, { inFlight: 2, folded: fold })));
        const brief = ({ violations }: ExplorationReport): unknown => violations.map(({ rule, trace }) => [rule, trace.steps.length]);
        expect(brief(unfolded!)).toEqual(brief(folded!));
      }
    },
    PATIENCE,
  );

  it('with three of them has triples beside the pairs', async () => {
    const [two, three] = [await reported('reference', calls, { inFlight: 2 }), await reported('reference', calls, { inFlight: 3 })];
    expect(three).toMatchObject({ conclusion: 'no-violation', complete: true });
    expect(three.inFlight!.pairs).toBeGreaterThan(two.inFlight!.pairs);
    expect(three.states).toBeGreaterThanOrEqual(two.states);
  });
});

describe('allocations that fail', () => {
  it('are transitions, refused without a trace on the reference; folding changes no verdict', async () => {
    const folded = await reported('reference', CALLS, { failures: true });
    const unfolded = await reported('reference', CALLS, { failures: true, folded: false });
    const without = await reported('reference', CALLS, {});
    expect(checkNoun('exploration', folded)).toMatchObject({ conclusion: 'no-violation', complete: true, failures: true });
    expect(folded.transitions).toBeGreaterThan(without.transitions);
    expect(unfolded).toMatchObject({ conclusion: 'no-violation', states: folded.unfolded });
    const failing = folded.coverage.partitions.filter(({ partition }) => partition.endsWith('an allocation fails'));
    expect(failing.flatMap(({ outcomes }) => outcomes.map(({ outcome }) => outcome))).toContain('ENOMEM');
  });

  it.each(OF_FAILURES)(
    'show the vice of %s, and only they do',
    async (vice) => {
      const { rules, follows = [] } = mutants.find(({ name }) => name === vice)!;
      const report = await reported(`mutant:${vice}`, CALLS, { failures: true });
      expect([...rules, ...follows].filter((rule) => shows(report, rule, 'fail'))).not.toEqual([]);
      expect((await reported(`mutant:${vice}`, CALLS, {})).conclusion).toBe('no-violation');
    },
    PATIENCE,
  );
});
