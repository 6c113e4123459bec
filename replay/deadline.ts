/** Deadlines for answers that come later. */

export interface Deadlines {
  /** For an answer that is a promise; 1000 where left out. Infinity: whoever answers keeps the deadlines itself. */
  readonly stepMilliseconds?: number;
  /** For all such answers of a trace together; 5000 where left out. */
  readonly traceMilliseconds?: number;
}

const STEP_MILLISECONDS = 1000;
const TRACE_MILLISECONDS = 5000;

/** Thrown when an answer does not come in time. */
export class Late extends Error {}

/** A value or a promise of it. */
export type Soon<T> = T | PromiseLike<T>;

export function isPromise<T>(value: Soon<T>): value is PromiseLike<T> {
  return typeof value === 'object' && value !== null && typeof (value as Partial<PromiseLike<T>>).then === 'function';
}

/** The answer, or Late when it takes longer. What comes after that is dropped, also when it is an error. */
async function within<T>(answer: PromiseLike<T>, milliseconds: number, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Late(`${what} did not answer within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Waits for one answer; `what` names it in the error. */
export type Waiting = <T>(answer: PromiseLike<T>, what: string) => Promise<T>;

/** The deadlines of one trace, which begin now. */
export function createWaiting(deadlines: Deadlines): Waiting {
  const step = deadlines.stepMilliseconds ?? STEP_MILLISECONDS;
  if (step === Infinity) return (answer) => Promise.resolve(answer);
  const end = performance.now() + (deadlines.traceMilliseconds ?? TRACE_MILLISECONDS);
  return (answer, what) => within(answer, Math.max(1, Math.min(step, Math.round(end - performance.now()))), what);
}
