import type { Runtime } from './runtime.ts';
import type { Shape } from './values.ts';

/** The shapes that compiled code uses, as variables of that code. */
export class ShapeTable {
  readonly shapes: Shape[] = [];
  private readonly runtime: Runtime;

  constructor(runtime: Runtime) {
    this.runtime = runtime;
  }

  /** The variable that holds the shape: an element of `H`. */
  name(kind: 'record' | 'variant', names: readonly string[]): string {
    const shape = this.runtime.values.shape(kind, names);
    let at = this.shapes.indexOf(shape);
    if (at < 0) at = this.shapes.push(shape) - 1;
    return `H[${at}]`;
  }
}
