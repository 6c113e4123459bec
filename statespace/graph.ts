/** The transitions of an exploration, in breadth-first order, as long lists of numbers. */
export class Graph {
  private froms = new Int32Array(1024);
  private acts = new Int32Array(1024);
  private tos = new Int32Array(1024);
  /** Transitions. */
  count = 0;
  /** The transitions of state `s` are those from `begins[s]` to `begins[s + 1]`. */
  private readonly begins: number[] = [];

  /** Those of one state come one after the other, and states by rising number. */
  add(from: number, act: number, to: number): void {
    if (this.count === this.froms.length) this.grow();
    while (this.begins.length <= from) this.begins.push(this.count);
    this.froms[this.count] = from;
    this.acts[this.count] = act;
    this.tos[this.count] = to;
    this.count++;
  }

  first(state: number): number {
    return this.begins[state] ?? this.count;
  }

  /** One behind the last transition of the state. */
  end(state: number): number {
    return this.begins[state + 1] ?? this.count;
  }

  act(transition: number): number {
    return this.acts[transition]!;
  }

  to(transition: number): number {
    return this.tos[transition]!;
  }

  from(transition: number): number {
    return this.froms[transition]!;
  }

  private grow(): void {
    for (const name of ['froms', 'acts', 'tos'] as const) {
      const longer = new Int32Array(2 * this.count);
      longer.set(this[name]);
      this[name] = longer;
    }
  }
}
