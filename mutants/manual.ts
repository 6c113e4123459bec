/** Calls that go another way than the reference's: other stages, or other locks. */
import { MANUAL, Machine, MachineBody } from '../reference/index.ts';
import type { CallKind, FlightCall, Locks, Manual, Plan, Stage } from '../reference/index.ts';
import type { CallName } from '../schemas/contract.ts';
import { describe } from './mutant.ts';

type Decode = (...call: Parameters<CallKind<FlightCall, Plan>['decode']>) => ReturnType<CallKind<FlightCall, Plan>['decode']>;

/** Another way through the calls of these names. */
export interface Detour {
  readonly calls: readonly CallName[];
  /** What refuses or plans the call in place of the usual. */
  readonly decode?: (usual: Decode) => Decode;
  /** The stages in place of the usual ones. */
  readonly stages?: (usual: readonly Stage<Plan>[]) => readonly Stage<Plan>[];
  /** What is held at a point in place of the usual locks. */
  readonly locks?: (usual: Locks, point: string) => Locks;
}

/** The calls of the reference with detours. */
export function manualWith(...detours: readonly Detour[]): Manual {
  const kinds = new Map<CallName, ReturnType<Manual['kindOf']>>();
  return {
    kindOf(call: FlightCall) {
      const known = kinds.get(call.call) ?? detoured(MANUAL.kindOf(call), call.call, detours);
      kinds.set(call.call, known);
      return known;
    },
    locksOf(call, point) {
      const detour = detours.find((one) => one.calls.includes(call.call) && one.locks !== undefined);
      const usual = MANUAL.locksOf(call, point);
      return detour?.locks?.(usual, point) ?? usual;
    },
  };
}

/** One detour after the other. */
function detoured(kind: ReturnType<Manual['kindOf']>, call: CallName, detours: readonly Detour[]): CallKind<FlightCall, Plan> {
  let made: CallKind<FlightCall, Plan> = kind;
  for (const { calls, decode, stages } of detours) {
    if (!calls.includes(call)) continue;
    const before = made;
    const usual: Decode = (machine, process, asked) => before.decode(machine, process, asked);
    made = { ...before, decode: decode?.(usual) ?? usual, stages: stages?.(before.stages) ?? before.stages };
  }
  return made;
}

/** A faulty way through calls, on a machine that is right but for what it is given. */
export function bodyWith(name: string, detours: readonly Detour[], machine: Machine = new Machine()): MachineBody {
  return new MachineBody(describe(name), machine, manualWith(...detours));
}

export function without(lock: Locks[number], at?: readonly string[]): (usual: Locks, point: string) => Locks {
  return (usual, point) => (at === undefined || at.includes(point) ? usual.filter((one) => one !== lock) : usual);
}

/** The stages with one of them, known by its label, done otherwise. */
export function replacing(
  label: string,
  run: (usual: Stage<Plan>) => Stage<Plan>['run'],
): (usual: readonly Stage<Plan>[]) => readonly Stage<Plan>[] {
  return (usual) => usual.map((stage) => (stage.label === label ? { ...stage, run: run(stage) } : stage));
}

/** The stages of these labels, in this order. */
export function ordered(...labels: readonly string[]): (usual: readonly Stage<Plan>[]) => readonly Stage<Plan>[] {
  return (usual) => labels.flatMap((label) => usual.filter((stage) => stage.label === label));
}
