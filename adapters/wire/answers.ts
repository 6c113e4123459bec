/** What the answers to messages may be: their shape, and that they show what was announced. */
import { checkNoun } from '../../schemas/gate.ts';
import type { Nouns } from '../../schemas/gate.ts';
import type { BodyDescription, HelloAnswer, Outcome, Show, Snapshot } from '../../schemas/generated/types.ts';
import { InputError } from '../../schemas/input-error.ts';
import type { Answer } from './conversation.ts';
import { Lost, Misstep, quoted } from './failure.ts';

/** What a snapshot can be asked for, out of what a body shows. */
const PARTS: Show = ['tables', 'tlb', 'counts', 'caches'];

export function partsShown({ shows }: BodyDescription): Show {
  return PARTS.filter((part) => shows.includes(part));
}

/** Throws Lost, with the line. */
function check<N extends keyof Nouns>(noun: N, answer: Answer, line: Uint8Array): Nouns[N] {
  try {
    return checkNoun(noun, answer);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new Lost(`its answer is not valid: ${error.sentence}: ${quoted(line)}`);
  }
}

export function helloAnswer(answer: Answer, line: Uint8Array): HelloAnswer {
  refuseError(answer, line);
  return check('wire/helloAnswer', answer, line);
}

/** An error in place of an answer. Throws Misstep. */
export function refuseError(answer: Answer, line: Uint8Array): void {
  if (!('error' in answer)) return;
  const { error, message } = check('wire/errorAnswer', answer, line);
  throw new Misstep(`it answered with the error ${error}${message === undefined ? '' : `: ${message}`}`);
}

/** Throws Lost where the object has other properties than these. */
export function only(answer: object, names: readonly string[], line: Uint8Array): void {
  for (const name in answer) if (!names.includes(name)) throw new Lost(`there is no ${name} in this answer: ${quoted(line)}`);
}

/** The outcome of an answer; its content is for the gatekeeper to check. */
export function outcomeIn(answer: Answer, line: Uint8Array): Outcome {
  refuseError(answer, line);
  only(answer, ['seq', 'outcome'], line);
  const { outcome } = answer;
  if (typeof outcome !== 'object' || outcome === null) throw new Lost(`the answer has no outcome: ${quoted(line)}`);
  return outcome as Outcome;
}

/** An outcome with its content checked. */
export function wholeOutcome(answer: Answer, line: Uint8Array): Outcome {
  refuseError(answer, line);
  return check('wire/outcomeAnswer', answer, line).outcome;
}

/** A snapshot that holds all parts asked for, and no other. Throws Misstep. Its shape is for the gatekeeper to check. */
export function honest(shown: unknown, parts: Show): Snapshot {
  if (typeof shown !== 'object' || shown === null) return shown as Snapshot;
  for (const part of ['tlb', 'counts', 'caches'] as const) {
    if (parts.includes(part) && !(part in shown)) throw new Misstep(`it says that it shows ${part}, and its snapshot has none`);
    if (!parts.includes(part) && part in shown) throw new Misstep(`its snapshot has ${part}, which it does not say that it shows`);
  }
  return shown as Snapshot;
}
