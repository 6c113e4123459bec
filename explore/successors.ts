/** Where a model writes the successors of one state. The engine owns one and uses it again for every state. */
export class Successors {
  /** Successor `i` lies in `words[i * width]` to `words[i * width + width - 1]`. */
  words: Int32Array;
  /** The number of the action that led to successor `i`. */
  actions: Int32Array;
  /** How many there are. The engine sets it to 0 before it asks. */
  count = 0;
  /** The first property that a transition violated (see `violate`), and which successor it led to. */
  violated: string | undefined;
  violatedAt = -1;

  readonly width: number;

  /**
   * @param width 32-bit words a state
   * @param fanOut room for so many successors, to begin with
   */
  constructor(width: number, fanOut: number) {
    this.width = width;
    this.words = new Int32Array(width * Math.max(1, fanOut));
    this.actions = new Int32Array(Math.max(1, fanOut));
  }

  /** Makes room for `more` successors beyond those that there are. Fetch `words` and `actions` again afterwards: they may be new arrays. */
  reserve(more: number): void {
    const need = this.count + more;
    if (need <= this.actions.length) return;
    const room = Math.max(need, 2 * this.actions.length);
    const [words, actions] = [new Int32Array(room * this.width), new Int32Array(room)];
    words.set(this.words);
    actions.set(this.actions);
    this.words = words;
    this.actions = actions;
  }

  /** Adds a successor that lies at `at` in `words`. Slower than writing into the arrays, and takes care of the room. */
  push(action: number, words: Int32Array, at = 0): void {
    this.reserve(1);
    const to = this.count * this.width;
    for (let k = 0; k < this.width; k++) this.words[to + k] = words[at + k] ?? 0;
    this.actions[this.count] = action;
    this.count++;
  }

  /** Says that the transition added last violates a property of transitions. */
  violate(property: string): void {
    if (this.violated !== undefined) return;
    this.violated = property;
    this.violatedAt = this.count - 1;
  }

  clear(): void {
    this.count = 0;
    this.violated = undefined;
    this.violatedAt = -1;
  }
}
