/** The claims of rules on one step, and how what was seen weighs against them: who held, who is violated, what was permitted. */
import type { Outcome } from '../schemas/generated/types.ts';
import type { Claim, View } from '../spec/index.ts';
import type { Docket, Witness } from './docket.ts';

type Weight = 'held' | 'violated' | 'silent';

const NONE: Refusals = { must: false, errnos: [] };

/** The claims on one step, with the index of the rule that makes each. Only the first `count` mean something. */
export interface Claims {
  count: number;
  readonly rules: number[];
  readonly claims: Claim[];
  /** What was seen, weighed against each: made by `weighAll`. */
  readonly weights: Weight[];
  refusals: Refusals;
}

export function newClaims(): Claims {
  return { count: 0, rules: [], claims: [], weights: [], refusals: NONE };
}

const NOBODY: readonly Witness[] = [];

/** Asks every rule that has a say in a step. */
export function ask(docket: Docket, view: View, into: Claims): void {
  into.count = 0;
  into.refusals = NONE;
  if (view.kind === 'access') {
    const heard = docket.access.concernedBy(view.features).asked;
    let settled = false;
    for (let i = 0; i < heard.length; i++) {
      const { rule, fallback, onAccess } = heard[i]!;
      if (settled && fallback) continue;
      const claim = onAccess!(view);
      if (claim && enter(into, rule, claim)) settled = true;
    }
    return;
  }
  if (view.kind === 'unborn') return;
  let settled = false;
  for (const { rule, fallback, onCall } of docket.byCall.get(view.call.call) ?? NOBODY) {
    if (settled && fallback) continue;
    const claim = onCall!(view);
    if (claim && enter(into, rule, claim)) settled = true;
  }
  into.refusals = refusalsOf(into.claims, into.count);
}

/** Does the claim already say whether the call succeeds? Then the fallback rules are silent. */
function enter(into: Claims, rule: number, claim: Claim): boolean {
  into.rules[into.count] = rule;
  into.claims[into.count++] = claim;
  return claim.kind === 'succeed' || claim.kind === 'fault' || claim.kind === 'refuse';
}

/** Weighs what was seen against each claim; gives the number of rules that it violates. */
export function weighAll({ count, claims, weights, refusals }: Claims, seen: Outcome): number {
  let violated = 0;
  for (let k = 0; k < count; k++) {
    const weight = weigh(claims[k]!, seen, refusals);
    weights[k] = weight;
    if (weight === 'violated') violated++;
  }
  return violated;
}

/** Errors that some claim names, and whether the call must fail. */
interface Refusals {
  readonly must: boolean;
  readonly errnos: readonly string[];
}

function refusalsOf(claims: readonly Claim[], count: number): Refusals {
  let must = false;
  let errnos: readonly string[] | undefined;
  for (let k = 0; k < count; k++) {
    const c = claims[k]!;
    if (c.kind !== 'refuse' && c.kind !== 'may-refuse') continue;
    must ||= c.kind === 'refuse';
    errnos = errnos ? [...errnos, ...c.errnos] : c.errnos;
  }
  return errnos ? { must, errnos } : NONE;
}

function weigh(claim: Claim, seen: Outcome, refusals: Refusals): Weight {
  switch (claim.kind) {
    case 'refuse':
      return verdict(seen.result === 'refused' && refusals.errnos.includes(seen.errno));
    case 'may-refuse':
      return refusals.must
        ? 'silent'
        : verdict(seen.result === 'done' || (seen.result === 'refused' && refusals.errnos.includes(seen.errno)));
    case 'succeed':
      return refusals.must ? 'silent' : weighSuccess(seen, refusals);
    case 'fault':
      return verdict(seen.result === 'fault');
    case 'signal':
      if (seen.result !== 'fault') return 'silent';
      return verdict(seen.signal === claim.signal && (seen.code === undefined || seen.code === claim.code));
    case 'value':
      return seen.result === 'done' ? verdict(seen.value !== undefined && claim.values.includes(seen.value)) : 'silent';
    case 'answer':
      return seen.result === 'done' && !refusals.must ? verdict(claim.passes(seen)) : 'silent';
  }
}

function weighSuccess(seen: Outcome, refusals: Refusals): Weight {
  if (seen.result === 'refused' && refusals.errnos.includes(seen.errno)) return 'silent';
  return verdict(seen.result === 'done');
}

function verdict(held: boolean): Weight {
  return held ? 'held' : 'violated';
}

/** The permitted set in words. */
export function permittedBy(claims: readonly Claim[]): string[] {
  const { must, errnos } = refusalsOf(claims, claims.length);
  const permitted = [...new Set(errnos)].map((e) => `refused with ${e}`);
  if (must) return permitted;
  const faults = claims.some((c) => c.kind === 'fault');
  const signals = claims.filter((c) => c.kind === 'signal');
  if (faults || (signals.length > 0 && !claims.some((c) => c.kind === 'succeed')))
    permitted.push(signals[0] ? `${signals[0].signal} (${signals[0].code})` : 'a fault');
  if (!faults) permitted.push(successOf(claims));
  return permitted;
}

function successOf(claims: readonly Claim[]): string {
  for (const c of claims) if (c.kind === 'value') return `success with ${[...new Set(c.values)].join(' or ')}`;
  for (const c of claims) if (c.kind === 'answer') return `success with ${c.text}`;
  return 'success';
}

/** The kind of an outcome: `done`, an errno, a signal with its code, or `unsupported`. */
export function kindOf(seen: Outcome): string {
  switch (seen.result) {
    case 'refused':
      return seen.errno;
    case 'fault':
      return seen.code === undefined ? seen.signal : `${seen.signal} ${seen.code}`;
    default:
      return seen.result;
  }
}

/** The kinds of outcomes that the claims permit together. */
export function outcomesPermitted(claims: readonly Claim[]): string[] {
  const { must, errnos } = refusalsOf(claims, claims.length);
  if (must) return [...errnos];
  const owed = claims.some((c) => c.kind === 'succeed');
  const faults = claims.some((c) => c.kind === 'fault');
  const signals = claims.flatMap((c) => (c.kind === 'signal' ? [`${c.signal} ${c.code}`] : []));
  return [...errnos, ...(owed ? [] : signals), ...(faults ? [] : ['done'])];
}

export function describe(seen: Outcome): string {
  switch (seen.result) {
    case 'done':
      return ['success', seen.value ?? seen.addr ?? seen.size ?? seen.data].filter((part) => part !== undefined).join(' with ');
    case 'refused':
      return `refused with ${seen.errno}`;
    case 'fault':
      return seen.code === undefined ? seen.signal : `${seen.signal} (${seen.code})`;
    case 'pending':
      return seen.at === undefined ? 'no return' : `no return, from ${seen.at}`;
    case 'unsupported':
      return 'unsupported';
  }
}
