import type { Value } from './values.ts';

/** Told by compiled code which action it is in: the outermost one is the name of the step. */
export class Trail {
  action = '';
  args: readonly Value[] = [];
  private depth = 0;

  enter(action: string, args: readonly Value[]): void {
    if (this.depth++ > 0) return;
    this.action = action;
    this.args = args;
  }

  leave(): void {
    this.depth--;
  }
}
