import type { AccessView } from '../access.ts';
import type { Claim } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { ACCERR, BEYOND, BUF, twoSharers } from '../scene.ts';
import { everyGeneration } from '../scopes.ts';

const KINDS: Readonly<Record<AccessView['says'], Claim | undefined>> = {
  'no-mapping': { kind: 'signal', signal: 'SIGSEGV', code: 'SEGV_MAPERR' },
  denied: { kind: 'signal', signal: 'SIGSEGV', code: 'SEGV_ACCERR' },
  either: { kind: 'signal', signal: 'SIGSEGV', code: 'SEGV_ACCERR' },
  'beyond-end': { kind: 'signal', signal: 'SIGBUS', code: 'BUS_ADRERR' },
  allowed: undefined,
  lingering: undefined,
};

/** A hole in what was given to a region is one of those for which SIGBUS was promised once (q-hole-signal). */
function inGivenRegion({ says, region, world }: AccessView): boolean {
  return says === 'no-mapping' && region?.named !== undefined && world.traits.contents === 'creators-mappings';
}

function kindOf(v: AccessView): Claim | undefined {
  const choice = v.world.choices['q-hole-signal'];
  if (choice !== 'sigsegv' && inGivenRegion(v)) return choice === 'sigbus' ? KINDS['beyond-end'] : undefined;
  return v.says === 'either' && v.call.fail !== undefined ? undefined : KINDS[v.says];
}

export const rule: Rule = {
  id: 'fault-kind',
  family: 'errors',
  sentence:
    'A fault is told rightly: SIGSEGV with SEGV_MAPERR without a mapping, with SEGV_ACCERR against the protection, SIGBUS with BUS_ADRERR beyond the end of the file.',
  source: 'sigaction(2), mmap(2); the cover letter of the first series promises SIGBUS for a hole, its code delivers SIGSEGV.',
  needs: 'outcome',
  scope: everyGeneration,
  questions: ['q-hole-signal'],
  onAccess: (v) => kindOf(v),
  holds: twoSharers('SEGV_ACCERR').protect('A', BUF, '0x1000', 'r').store('B', BUF, 1, ACCERR).end(),
  breaks: twoSharers('SIGBUS against a protection').protect('A', BUF, '0x1000', 'r').store('B', BUF, 1, BEYOND).end(),
};
