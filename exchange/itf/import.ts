/** Traces out of the ITF that `ptshare export itf` writes. */
import type { Trace } from '../../schemas/generated/types.ts';
import { InputError } from '../../schemas/input-error.ts';
import { validateTrace } from '../../schemas/validate.ts';
import { STEP, TRACE } from './names.ts';
import { bad, jsonOf } from './value.ts';

type Loose = Readonly<Record<string, unknown>>;

/** Does the file hold a trace of ours, and not a run of a model? */
export function holdsTrace(value: unknown): boolean {
  const params = isLoose(value) ? value['params'] : undefined;
  return Array.isArray(params) && params.includes(TRACE);
}

/**
 * The trace that was exported, with its id and hash; what a body answered is not read.
 * @throws InputError, with a pointer into the file
 */
export function traceInItf(value: unknown): Trace {
  const states = isLoose(value) ? value['states'] : undefined;
  if (!Array.isArray(states)) throw bad('a trace has states', '/states');
  const [first, ...rest] = states as unknown[];
  const head = isLoose(first) ? jsonOf(first[TRACE], `/states/0/${TRACE}`) : undefined;
  if (!isLoose(head)) throw bad(`the first state has no record ${TRACE}`, '/states/0');
  const steps = rest.map((state, i) => stepOf(state, `/states/${i + 1}`));
  try {
    return validateTrace({ ...head, steps });
  } catch (error) {
    throw error instanceof InputError ? placed(error) : error;
  }
}

function stepOf(state: unknown, pointer: string): unknown {
  const step = isLoose(state) ? state[STEP] : undefined;
  if (!isLoose(step) || step['tag'] !== 'Some') throw bad(`this state has no step that led to it (${STEP})`, pointer);
  return jsonOf(step['value'], `${pointer}/${STEP}/value`);
}

/** An error of the trace, at its place in the file. */
function placed({ code, message, pointer, hint }: InputError): InputError {
  const [, index, rest = ''] = /^\/steps\/(\d+)(.*)$/u.exec(pointer) ?? [];
  const place = index === undefined ? `/states/0/${TRACE}${pointer}` : `/states/${Number(index) + 1}/${STEP}/value${rest}`;
  return new InputError(code, message, { pointer: place, hint });
}

function isLoose(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
