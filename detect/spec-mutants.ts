/**
 * Wrong specifications: each rule dropped, turned round, made to name the wrong error or signal, loosened, and silenced in
 * each circumstance in which it can be asked. They wrap the rule; the rule itself stays as it is.
 */
import type { Claim, Finding, Rule, View } from '../spec/index.ts';
import type { Inspection } from '../spec/index.ts';

export interface SpecMutant {
  /** `<rule>: <what was done to it>`. */
  readonly id: string;
  readonly rule: string;
  /** The wrong rule; undefined where it is dropped. */
  readonly mutated: Rule | undefined;
}

/** What a rule is asked about. */
type Asked = View | Inspection;

type Circumstance = readonly [where: string, when: (asked: Asked) => boolean];

/** Where any rule can be silenced: what kind of world it is asked about. */
const WORLDS: readonly Circumstance[] = [
  ['with three processes or more', ({ world }) => world.processes.size > 2],
  ['with two processes or fewer', ({ world }) => world.processes.size <= 2],
  ['with a process that has ended', ({ world }) => [...world.processes.values()].some(({ alive }) => !alive)],
  ['with a region of several slots', ({ world }) => world.regions.some(({ pages }) => pages > world.slotPages)],
  ['after a region came to its end', ({ world }) => world.ended.size > 0],
  ['after somebody left a region', ({ world }) => world.regions.some(({ departure }) => departure !== undefined)],
];

/** Where a rule about accesses can be silenced. */
const ACCESSES: readonly Circumstance[] = [
  ['at loads', ({ call }) => call.call === 'load'],
  ['at stores', ({ call }) => call.call === 'store'],
  ['on CPU 0', ({ call }) => (call.cpu ?? 0) === 0],
  ['on CPU 1', ({ call }) => call.cpu === 1],
  ['at the first page of a mapping', (asked) => pageIn(asked) === 0],
  ['beyond the first page of a mapping', (asked) => pageIn(asked) > 0],
  ['in a process born by fork', (asked) => 'mapping' in asked && asked.mapping?.forked === true],
];

const CHANGERS: readonly Circumstance[] = [
  ['for whoever changed the protection', (asked) => 'protection' in asked && asked.protection?.by === asked.process?.name],
];

/** Where a rule about calls can be silenced, beside each of its calls. */
const RANGES: readonly Circumstance[] = [
  ['where part of a region is named', (asked) => 'partial' in asked && asked.partial],
  ['where more than a region is named', (asked) => 'wider' in asked && asked.wider],
  ['where a hole is named', (asked) => 'hole' in asked && asked.hole],
];

/** The circumstances that make a difference to a rule, by what it speaks about. */
function circumstancesOf({ family, calls = [], onAccess, onCall }: Rule): readonly Circumstance[] {
  return [
    ...WORLDS,
    ...(onAccess === undefined ? [] : ACCESSES),
    ...(onAccess !== undefined && family === 'protection' ? CHANGERS : []),
    ...(onCall === undefined ? [] : [...RANGES, ...calls.map((name): Circumstance => [`at ${name}`, ({ call }) => call.call === name])]),
  ];
}

/** The page of an access, from the start of its mapping; -1 for what is no access or meets no mapping. */
function pageIn(asked: Asked): number {
  return 'kind' in asked && asked.kind === 'access' && asked.mapping !== undefined ? asked.page - asked.mapping.start : -1;
}

/** What is done to a claim or a finding, by a phrase; undefined where it leaves this one as it is. */
const CHANGES: readonly (readonly [string, (claim: Claim) => Claim | null | undefined])[] = [
  ['turned round', turnedRound],
  ['with another error', (claim) => ('errnos' in claim ? { ...claim, errnos: ['EIO'] } : undefined)],
  ['with one more error permitted', (claim) => ('errnos' in claim ? { ...claim, errnos: [...claim.errnos, ...OTHERS] } : undefined)],
  ['permitted where it is owed', (claim) => (claim.kind === 'refuse' ? { ...claim, kind: 'may-refuse' } : undefined)],
  ['owed where it is permitted', (claim) => (claim.kind === 'may-refuse' ? { ...claim, kind: 'refuse' } : undefined)],
  ['with zero permitted', (claim) => (claim.kind === 'value' ? { ...claim, values: [...claim.values, 0] } : undefined)],
  ['with every value permitted', (claim) => (claim.kind === 'value' ? null : undefined)],
  [
    'with another code',
    (claim) => (claim.kind === 'signal' ? { ...claim, code: claim.code === 'SEGV_MAPERR' ? 'SEGV_ACCERR' : 'SEGV_MAPERR' } : undefined),
  ],
  [
    'with another signal',
    (claim) => (claim.kind === 'signal' ? { ...claim, signal: claim.signal === 'SIGBUS' ? 'SIGSEGV' : 'SIGBUS' } : undefined),
  ],
  ['with no success owed', (claim) => (claim.kind === 'succeed' ? null : undefined)],
  ['with no fault owed', (claim) => (claim.kind === 'fault' ? null : undefined)],
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
      return { ...claim, signal: claim.signal === 'SIGBUS' ? 'SIGSEGV' : 'SIGBUS' };
    case 'answer':
      return { ...claim, passes: (seen) => !claim.passes(seen) };
  }
}

/** @param speaks called whenever a mutant's change has met what it changes */
export function specMutantsOf(rule: Rule, speaks: (id: string) => void): SpecMutant[] {
  const mutant = (what: string, make: (id: string) => Rule | undefined): SpecMutant => {
    const id = `${rule.id}: ${what}`;
    return { id, rule: rule.id, mutated: make(id) };
  };
  return [
    { id: `${rule.id}: dropped`, rule: rule.id, mutated: undefined },
    ...CHANGES.map(([what, change]) => mutant(what, (id) => changed(rule, change, what === 'turned round', () => speaks(id)))),
    ...circumstancesOf(rule).map(([where, when]) => mutant(`silent ${where}`, (id) => silenced(rule, when, () => speaks(id)))),
  ];
}

function changed(rule: Rule, change: (claim: Claim) => Claim | null | undefined, round: boolean, met: () => void): Rule {
  const applied = (claim: Claim | undefined): Claim | undefined => {
    const other = claim && change(claim);
    if (other === undefined) return claim;
    met();
    return other ?? undefined;
  };
  const { onCall, onAccess, inspect } = rule;
  return {
    ...rule,
    ...(onCall && { onCall: (view) => applied(onCall(view)) }),
    ...(onAccess && { onAccess: (view) => applied(onAccess(view)) }),
    ...(inspect && round && { inspect: (view) => opposite(inspect(view), met) }),
  };
}

function opposite(finding: Finding, met: () => void): Finding {
  if (finding === undefined) return undefined;
  met();
  return finding === 'held' ? { wrong: 'the rule holds' } : 'held';
}

function silenced(rule: Rule, when: (asked: Asked) => boolean, met: () => void): Rule {
  const unless = <V extends Asked, R>(ask: (view: V) => R | undefined): ((view: V) => R | undefined) => {
    return (view) => {
      const answer = ask(view);
      if (answer === undefined || !when(view)) return answer;
      met();
      return undefined;
    };
  };
  const { onCall, onAccess, inspect } = rule;
  return {
    ...rule,
    ...(onCall && { onCall: unless(onCall) }),
    ...(onAccess && { onAccess: unless(onAccess) }),
    ...(inspect && { inspect: unless(inspect) }),
  };
}
