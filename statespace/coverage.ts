/** What an exploration has met, counted with exact denominators. */
import type { Transition } from './transition.ts';

/** What one partition of arguments was answered, and what was permitted. */
interface Cell {
  transitions: number;
  permitted: boolean;
}

/** As it is kept in a checkpoint. */
export interface SavedCoverage {
  readonly rules: readonly (readonly [states: number, transitions: number, last: number])[];
  readonly partitions: readonly (readonly (readonly [kind: string, transitions: number, permitted: boolean])[])[];
  readonly labels: readonly string[];
  readonly entering: readonly (readonly [state: number, labels: readonly number[]])[];
  readonly leaving: readonly (readonly [state: number, labels: readonly number[]])[];
}

export class Coverage {
  private rules: { states: number; transitions: number; last: number }[];
  private partitions: Map<string, Cell>[];
  /** `partition|kind` by number. */
  private labels: string[] = [];
  private numbers: Map<string, number> = new Map();
  /** By state: numbers of the labels by which it is entered, and left. */
  private entering: Map<number, Set<number>> = new Map();
  private leaving: Map<number, Set<number>> = new Map();

  constructor(rules: number, partitions: number) {
    this.rules = Array.from({ length: rules }, () => ({ states: 0, transitions: 0, last: -1 }));
    this.partitions = Array.from({ length: partitions }, () => new Map<string, Cell>());
  }

  /** A transition of a state to another one. Those of one state come one after the other. */
  add(from: number, to: number, partition: number, { kind, decided, permitted }: Transition): void {
    for (const rule of decided) this.decide(this.rules[rule]!, from);
    const cells = this.partitions[partition]!;
    cellOf(cells, kind).transitions++;
    for (const outcome of permitted) cellOf(cells, outcome).permitted = true;
    const label = this.labelOf(`${partition}|${kind}`);
    setOf(this.leaving, from).add(label);
    setOf(this.entering, to).add(label);
  }

  /** Two calls that overlapped: the rules only. */
  addOverlap(from: number, { decided }: Transition): void {
    for (const rule of decided) this.decide(this.rules[rule]!, from);
  }

  private decide(rule: Coverage['rules'][number], state: number): void {
    rule.transitions++;
    if (rule.last === state) return;
    rule.last = state;
    rule.states++;
  }

  private labelOf(text: string): number {
    let number = this.numbers.get(text);
    if (number !== undefined) return number;
    number = this.labels.push(text) - 1;
    this.numbers.set(text, number);
    return number;
  }

  /** By the index of the rule. */
  ofRules(): readonly { readonly states: number; readonly transitions: number }[] {
    return this.rules.map(({ states, transitions }) => ({ states, transitions }));
  }

  /** By the index of the partition: each kind of outcome that was seen or permitted, sorted. */
  ofPartitions(): readonly (readonly { readonly kind: string; readonly transitions: number; readonly permitted: boolean }[])[] {
    return this.partitions.map((cells) =>
      [...cells].map(([kind, cell]) => ({ kind, ...cell })).toSorted((a, b) => (a.kind < b.kind ? -1 : 1)),
    );
  }

  /** Two transitions one after the other, each told by its partition and outcome: how many pairs there are, of all that one could write down. */
  ofPairs(): { readonly seen: number; readonly of: number } {
    const count = this.labels.length;
    const seen = new Set<number>();
    for (const [state, before] of this.entering) {
      for (const after of this.leaving.get(state) ?? []) for (const label of before) seen.add(label * count + after);
    }
    return { seen: seen.size, of: count * count };
  }

  save(): SavedCoverage {
    return {
      rules: this.rules.map(({ states, transitions, last }) => [states, transitions, last] as const),
      partitions: this.partitions.map((cells) => [...cells].map(([kind, cell]) => [kind, cell.transitions, cell.permitted] as const)),
      labels: this.labels,
      entering: [...this.entering].map(([state, labels]) => [state, [...labels]] as const),
      leaving: [...this.leaving].map(([state, labels]) => [state, [...labels]] as const),
    };
  }

  restore(saved: SavedCoverage): void {
    this.rules = saved.rules.map(([states, transitions, last]) => ({ states, transitions, last }));
    this.partitions = saved.partitions.map(
      (cells) => new Map(cells.map(([kind, transitions, permitted]) => [kind, { transitions, permitted }])),
    );
    this.labels = [...saved.labels];
    this.numbers = new Map(this.labels.map((label, i) => [label, i]));
    this.entering = new Map(saved.entering.map(([state, labels]) => [state, new Set(labels)]));
    this.leaving = new Map(saved.leaving.map(([state, labels]) => [state, new Set(labels)]));
  }
}

function cellOf(cells: Map<string, Cell>, kind: string): Cell {
  const known = cells.get(kind);
  if (known !== undefined) return known;
  const made: Cell = { transitions: 0, permitted: false };
  cells.set(kind, made);
  return made;
}

function setOf(sets: Map<number, Set<number>>, state: number): Set<number> {
  const known = sets.get(state);
  if (known !== undefined) return known;
  const made = new Set<number>();
  sets.set(state, made);
  return made;
}
