/** What the stage lets pass of a body's answers: from a body of ours as it is, from a stranger checked and copied. */
import type { Call } from '../schemas/contract.ts';
import { checkNoun } from '../schemas/gate.ts';
import type { Outcome, Snapshot } from '../schemas/generated/types.ts';
import { InputError } from '../schemas/input-error.ts';
import { normalCall } from '../schemas/normal-call.ts';
import { validateOutcome, validateSnapshot } from '../schemas/validate.ts';
import { createKeeper } from './keep.ts';

export interface Gatekeeper {
  /** The call as the body is told it. */
  call(call: Call): Call;
  outcome(answer: Outcome): Outcome;
  snapshot(shown: Snapshot): Snapshot;
}

/** Thrown when a body answers what no answer can be. */
export class Garbage extends Error {}

function orGarbage<T>(what: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new Garbage(`the ${what} is not valid: ${error.sentence}`);
  }
}

const OPEN: Gatekeeper = { call: (call) => call, outcome: (answer) => answer, snapshot: (shown) => shown };

/** For bodies of strangers. Calls and answers are copied, so that nothing told or said can be changed afterwards. */
export function createGatekeeper(trust: boolean): Gatekeeper {
  if (trust) return OPEN;
  const keep = createKeeper();
  const snapshot = (shown: Snapshot): Snapshot => keep(orGarbage('snapshot', () => validateSnapshot(shown)));
  return {
    call: (call) => normalCall(call),
    snapshot,
    outcome(answer) {
      const checked = orGarbage('outcome', () => validateOutcome(answer));
      if (checked.result !== 'done' || checked.snapshot === undefined) return { ...checked };
      return { ...checked, snapshot: keep(checked.snapshot) };
    },
  };
}

/** The description of a body of a stranger, copied. Throws Garbage. */
export function admitDescription(description: unknown): ReturnType<typeof checkNoun<'body'>> {
  return structuredClone(orGarbage('description', () => checkNoun('body', description)));
}
