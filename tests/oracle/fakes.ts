/** Rules, traces and judgements to count, without a body. */
import type { BodyDescription, Trace, Verdict } from '../../schemas/generated/types.ts';
import type { Judgement } from '../../oracle/judgement.ts';
import type { TallyContext } from '../../oracle/tally.ts';
import type { RuleText } from '../../spec/rule.ts';

const HASH = `sha256:${'ab'.repeat(32)}`;

function rule(id: string, family: RuleText['family'], sentence: string, needs: RuleText['needs'] = 'outcome'): RuleText {
  return { id, family, sentence, source: 'test', needs, scope: () => true };
}

export const RULES: readonly RuleText[] = [
  rule('align-start', 'alignment', 'A mapping that does not start on a PMD boundary is not shared.', 'tables'),
  rule('stores-seen', 'data', 'A store of one sharer is seen by every other.'),
  rule('protect-reaches', 'protection', 'mprotect by one sharer binds all sharers.'),
  rule('no-stale-tlb', 'protection', 'No CPU keeps a translation that its table no longer holds.', 'tlb'),
];

export const BODY: BodyDescription = { name: 'fake', version: '1.0', generations: ['map-shared-pt'], shows: ['tables'] };

export function context(change: Partial<TallyContext> = {}): TallyContext {
  return {
    tool: { name: 'ptshare', version: '0.1.0' },
    rulesHash: HASH,
    suiteHash: HASH,
    generation: 'map-shared-pt',
    profile: 'default',
    body: { connectedAs: 'mutant:fake', description: BODY },
    seed: 7,
    shard: null,
    rules: RULES,
    again: (trace) => `ptshare replay ${trace.id} --on mutant:fake`,
    ...change,
  };
}

export function written(id: string, change: Partial<Trace> = {}): Trace {
  return {
    format: 1,
    id,
    hash: HASH,
    title: `The story of ${id}`,
    rules: ['stores-seen'],
    origin: { kind: 'written' },
    generation: 'map-shared-pt',
    files: { data: { size: '0x200000' } },
    processes: ['A', 'B'],
    steps: [
      { call: 'open', process: 'A', file: 'data', flags: ['O_RDWR'], as: 'fd' },
      {
        call: 'mmap',
        process: 'A',
        addr: '0x7f0000000000',
        length: '0x200000',
        prot: ['PROT_READ', 'PROT_WRITE'],
        flags: ['MAP_SHARED', 'MAP_SHARED_PT'],
        fd: 'fd',
        as: 'buf',
      },
      { call: 'store', process: 'A', addr: 'buf', value: 7 },
      { call: 'load', process: 'B', addr: 'buf+0x1000', cpu: 1 },
    ],
    ...change,
  };
}

export function generated(index: number, seed = 7): Trace {
  return written(`walk-${seed}-${index}`, { origin: { kind: 'generated', generator: 'walk', seed, index } });
}

export function judgement(trace: Trace, decided: number[], change: Partial<Judgement> = {}): Judgement {
  return { trace, status: 'complete', steps: trace.steps.length, decided, violations: [], ...change };
}

export function violation(rule: string, trace: Trace, change: Partial<Verdict> = {}): Verdict {
  return {
    rule,
    trace: trace.id,
    verdict: 'violated',
    step: 3,
    permitted: ['done value 7'],
    seen: 'done value 0',
    why: 'A stored 7 there at step 3 and nobody changed it since.',
    ...change,
  };
}
