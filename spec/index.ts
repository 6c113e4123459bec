/** The specification: what is true of page-table sharing, whoever implements it. */
import { DEFAULT_GEOMETRY } from '../schemas/contract.ts';
import type { Call } from '../schemas/contract.ts';
import type { Outcome, Trace } from '../schemas/generated/types.ts';
import { type AccessView, advanceAccess, viewAccess } from './access.ts';
import { ONE_READING, type Reading } from './calls/call-spec.ts';
import { callSpecs } from './calls/index.ts';
import { type CallView, type UnbornView, bareView } from './calls/view.ts';
import { generation as forkDomain } from './generations/fork-domain.ts';
import { generation as hugetlbPmd } from './generations/hugetlb-pmd.ts';
import { generation as mapSharedPt } from './generations/map-shared-pt.ts';
import { generation as mshareCall } from './generations/mshare-call.ts';
import { generation as mshareProtect } from './generations/mshare-protect.ts';
import { generation as msharefsIoctl } from './generations/msharefs-ioctl.ts';
import { generation as msharefs } from './generations/msharefs.ts';
import { leaveDomain, leaveOnFailure, withExtents } from './domains.ts';
import type { Choices } from './choices.ts';
import type { Rule } from './rule.ts';
import { rules as allRules } from './rules/index.ts';
import type { Traits } from './traits.ts';
import { type ProcessState, type World, newWorld, placeOf } from './world.ts';

export { cloneWorld } from './clone.ts';
export { NEXT_STEP, loadWorld } from './state/load.ts';
export { saveWorld } from './state/save.ts';
export type { Asked } from './state/steps.ts';
export { Inspection, type Moment } from './inspection.ts';
export { withSameParts } from './same-parts.ts';
export { NEWS, dueOf } from './features.ts';
export { linger, lingerNoMore } from './lingering.ts';
export { textOf } from './same.ts';
export { FAMILIES, type Claim, type Example, type Family, type Finding, type Needs, type Rule, type RuleText } from './rule.ts';
export { type Choices, QUESTIONS, type QuestionName } from './choices.ts';
export { type Profile, profiles } from './profile.ts';
export { profileNamed } from './profile-name.ts';
export type { Traits } from './traits.ts';
export type { Reading } from './calls/call-spec.ts';
export type { World } from './world.ts';
export { RULES_HASH as rulesHash } from './rules/hash.ts';
export { circumstances } from './circumstances.ts';
export { allRules };

export const generations: readonly Traits[] = [mapSharedPt, hugetlbPmd, forkDomain, msharefsIoctl, mshareProtect, msharefs, mshareCall];

export type View = AccessView | CallView | UnbornView;

/** The rules that hold for a generation. */
export function rulesInForce(traits: Traits): readonly Rule[] {
  return allRules.filter((r) => r.scope(traits));
}

/** The world before a trace. `claims`: the body says that it implements the generation. */
export function begin(trace: Trace, traits: Traits, choices: Choices, claims: boolean): World {
  return newWorld(trace, trace.geometry ?? DEFAULT_GEOMETRY, traits, choices, claims);
}

/** Looks that name no process are nobody's. */
const NOBODY: ProcessState = {
  name: '',
  index: -1,
  alive: true,
  descriptors: new Map(),
  mappings: [],
  left: [],
  closedAt: -1,
  idleBytes: -1,
  domain: 0,
};

/** What the world says of a call that is about to be judged. */
export function viewOf(world: World, call: Call, step: number): View {
  const process = processOf(world, call);
  if (process === undefined) return viewOfNobody(world, call, step);
  if (call.call === 'load' || call.call === 'store') return viewAccess(world, process, call, step);
  return callSpecs[call.call].view(world, process, call, step);
}

function viewOfNobody(world: World, call: Call, step: number): View {
  const looks = call.call === 'tables' || (call.call === 'table-bytes' && call.process === undefined);
  return looks ? bareView(world, NOBODY, call, step) : { kind: 'unborn', call, world, step };
}

export function processOf(world: World, call: Call): ProcessState | undefined {
  const name = 'process' in call ? call.process : undefined;
  return name === undefined ? undefined : world.processes.get(name);
}

/** Where an access goes, as `Moment.accessed` wants it; -1 for any other call. */
export function targetOf(world: World, call: Call): number {
  return call.call === 'load' || call.call === 'store' ? placeOf(world, call.addr).page : -1;
}

/** The readings of what was seen: nearly always one. */
export function readingsOf(view: View, seen: Outcome): readonly Reading[] {
  if (view.kind !== 'call') return ONE_READING;
  const spec = callSpecs[view.call.call];
  const readings = seen.result === 'done' ? spec.readings?.(view, seen) : spec.failureReadings?.(view, seen);
  return withExtents(view, seen, readings ?? ONE_READING);
}

/** Can the world follow what was seen, although it may not permit it? A store that succeeded must have gone somewhere. */
export function canFollow(view: View, seen: Outcome): boolean {
  return view.kind !== 'access' || view.value === undefined || seen.result !== 'done' || view.mapping !== undefined;
}

/** Follows what was seen. */
export function advance(view: View, seen: Outcome, reading: Reading): void {
  if (view.kind === 'access') {
    advanceAccess(view, seen.result === 'done');
    return;
  }
  if (view.kind === 'unborn') return;
  if (seen.result === 'done') callSpecs[view.call.call].advance(view, seen, leaveDomain(view, reading));
  else fail(view, reading);
}

/** Follows a call that failed. */
function fail(view: CallView, reading: Reading): void {
  if (reading === 'prefix' || reading === 'acted') leaveOnFailure(view);
  callSpecs[view.call.call].advanceFailure?.(view, reading);
}
