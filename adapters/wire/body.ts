/** A body at the other end of a conversation, one message for each step. */
import type { Body, Call, Setup } from '../../schemas/contract.ts';
import type { BodyDescription, Outcome, Show, Snapshot } from '../../schemas/generated/types.ts';
import type { Answer, Conversation } from './conversation.ts';
import { honest, only, outcomeIn, partsShown, refuseError, wholeOutcome } from './answers.ts';
import { Misstep, NotSetUp, quoted } from './failure.ts';
import { look, reset, step } from './lines.ts';
import type { Unnumbered } from './lines.ts';

/** Says one message, and resolves with what `read` makes of its answer. Rejects with Lost, Misstep, or what else `read` throws. */
export function ask<T>(
  conversation: Conversation,
  message: Unnumbered,
  about: { readonly what: string; readonly milliseconds?: number },
  read: (answer: Answer, line: Uint8Array) => T,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let settle: () => void = () => undefined;
    conversation.say(message, {
      ...about,
      take(answer, line) {
        try {
          const value = read(answer, line);
          settle = () => resolve(value);
        } catch (error) {
          if (!(error instanceof Misstep || error instanceof NotSetUp)) throw error;
          settle = () => reject(error);
        }
        return true;
      },
      finish: () => settle(),
      fail: reject,
    });
  });
}

/** What `unsupported` says. */
export function lack(outcome: Outcome, fallback: string): string {
  return `the body does not support ${outcome.result === 'unsupported' ? (outcome.what ?? fallback) : fallback}`;
}

export function readReset(answer: Answer, line: Uint8Array): void {
  const outcome = wholeOutcome(answer, line);
  if (outcome.result === 'unsupported') throw new NotSetUp(lack(outcome, 'this setup'));
  if (outcome.result !== 'done') throw new Misstep(`a reset is done or unsupported: ${quoted(line)}`);
}

/** The snapshot; undefined where the body cannot tell. */
function readLook(answer: Answer, line: Uint8Array, parts: Show): Snapshot | undefined {
  if ('outcome' in answer) {
    if (wholeOutcome(answer, line).result === 'unsupported') return undefined;
    throw new Misstep(`a look is answered by a snapshot, or unsupported: ${quoted(line)}`);
  }
  refuseError(answer, line);
  only(answer, ['seq', 'snapshot'], line);
  return honest(answer['snapshot'], parts);
}

/** In milliseconds: for one answer, and for all from a reset on. */
export interface Patience {
  readonly step: number;
  readonly trace: number;
}

/**
 * It keeps the deadlines itself, for far less than a timer for each step.
 * @param looks whether it is asked for a snapshot after every step; it is asked together with the step
 */
export function createWireBody(conversation: Conversation, description: BodyDescription, looks: boolean, patience: Patience): Body {
  const parts = partsShown(description);
  const lookMessage = looks && parts.length > 0 ? look(parts) : undefined;
  let shown: Promise<Snapshot | undefined> = Promise.resolve(undefined);
  let end = Infinity;

  function about(what: string): { what: string; milliseconds: number } {
    return { what, milliseconds: Math.max(1, Math.min(patience.step, Math.round(end - performance.now()))) };
  }

  function askStep(call: Call): Promise<Outcome> {
    const outcome = ask(conversation, step(call), about(call.call), outcomeIn);
    if (lookMessage === undefined) return outcome;
    shown = ask(conversation, lookMessage, about('look'), (answer, line) => readLook(answer, line, parts));
    // Where the step fails, nobody asks for what the look showed.
    shown.catch(() => undefined);
    return outcome;
  }

  return {
    description,
    reset: (setup: Setup) => {
      end = performance.now() + patience.trace;
      return ask(conversation, reset(setup), about('reset'), readReset);
    },
    step: askStep,
    ...(lookMessage === undefined ? {} : { snapshot: () => shown }),
  };
}
