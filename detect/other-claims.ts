/** What a rule can be made to say instead of what it says. */
import type { Claim, Finding } from '../spec/index.ts';

/** What a rule says, where it says something. */
export type Answer = Claim | Exclude<Finding, undefined>;

/** Gives the same answer where it leaves it as it is, and undefined where the rule is to say nothing. */
export type Change = readonly [what: string, change: (answer: Answer) => Answer | undefined];

function ofClaims(what: string, change: (claim: Claim) => Claim | undefined): Change {
  return [what, (answer) => (isClaim(answer) ? change(answer) : answer)];
}

function isClaim(answer: Answer): answer is Claim {
  return typeof answer === 'object' && 'kind' in answer;
}

export const CHANGES: readonly Change[] = [
  ['turned round', (answer) => (isClaim(answer) ? turnedRound(answer) : opposite(answer))],
  ofClaims('with another error', (claim) => ('errnos' in claim ? { ...claim, errnos: ['EIO'] } : claim)),
  ofClaims('with one more error permitted', (claim) => ('errnos' in claim ? { ...claim, errnos: [...claim.errnos, ...OTHERS] } : claim)),
  ofClaims('permitted where it is owed', (claim) => (claim.kind === 'refuse' ? { ...claim, kind: 'may-refuse' } : claim)),
  ofClaims('owed where it is permitted', (claim) => (claim.kind === 'may-refuse' ? { ...claim, kind: 'refuse' } : claim)),
  // Where zero is permitted as it is, as after a hole was made, nothing is changed.
  ofClaims('with zero permitted', (claim) =>
    claim.kind === 'value' && !claim.values.includes(0) ? { ...claim, values: [...claim.values, 0] } : claim,
  ),
  ofClaims('with every value permitted', (claim) => (claim.kind === 'value' ? undefined : claim)),
  ofClaims('with another code', (claim) =>
    claim.kind === 'signal' ? { ...claim, code: claim.code === 'SEGV_MAPERR' ? 'SEGV_ACCERR' : 'SEGV_MAPERR' } : claim,
  ),
  ofClaims('with another signal', (claim) => (claim.kind === 'signal' ? withOtherSignal(claim) : claim)),
  ofClaims('with no success owed', (claim) => (claim.kind === 'succeed' ? undefined : claim)),
  ofClaims('with no fault owed', (claim) => (claim.kind === 'fault' ? undefined : claim)),
];

/** Errors that calls of the interface are known to answer with. */
const OTHERS = ['EINVAL', 'EACCES', 'EPERM', 'ENOMEM', 'EBADF', 'EEXIST', 'EOPNOTSUPP', 'ENODEV'];

function turnedRound(claim: Claim): Claim {
  switch (claim.kind) {
    case 'refuse':
      return { kind: 'succeed' };
    case 'may-refuse':
      return { kind: 'refuse', errnos: ['EIO'] };
    case 'succeed':
      return { kind: 'refuse', errnos: ['EIO'] };
    case 'fault':
      return { kind: 'succeed' };
    case 'value':
      return { kind: 'value', values: claim.values.map((value) => (value + 1) % 256) };
    case 'signal':
      return withOtherSignal(claim);
    case 'answer':
      return { ...claim, passes: (seen) => !claim.passes(seen) };
  }
}

function withOtherSignal(claim: Claim & { kind: 'signal' }): Claim {
  return { ...claim, signal: claim.signal === 'SIGBUS' ? 'SIGSEGV' : 'SIGBUS' };
}

function opposite(finding: Exclude<Finding, undefined>): Answer {
  return finding === 'held' ? { wrong: 'the rule holds' } : 'held';
}
