import { NEXT_STEP } from '../spec/index.ts';

/** Numbers steps, each later than all that a loaded history knows. */
export class Clock {
  private next = NEXT_STEP;

  /** Lets so many steps pass; gives the number of the first of them. */
  pass(steps: number): number {
    const first = this.next;
    this.next += steps;
    return first;
  }
}
