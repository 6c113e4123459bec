/** Which of the states that differ only in the order of processes and CPUs is kept. */
import type { Naming } from '../schemas/words.ts';
import type { HistorySide } from './history-side.ts';
import type { MachineSide } from './machine-side.ts';
import type { Order } from './orders.ts';
import type { State, Transition } from './transition.ts';

/** The two halves of states, and the names at their places. */
export interface Halves {
  readonly machines: MachineSide;
  readonly histories: HistorySide;
  readonly naming: Naming;
  /** Every order of the places; the first leaves everything where it is. */
  readonly orders: readonly Order[];
}

export class Places {
  private readonly halves: Halves;
  private readonly folded: boolean;

  constructor(halves: Halves, folded: boolean) {
    this.halves = halves;
    this.folded = folded;
  }

  /** The order in which everything stays where it is. */
  get unmoved(): Order {
    return this.halves.orders[0]!;
  }

  /** The state, in the order that makes its numbers smallest. All its orders are numbered when the first of them is met. */
  placed(machine: number, history: number): Pick<Transition, 'order'> & { readonly to: State } {
    const { machines, histories, orders } = this.halves;
    let to: State = { machine, history };
    let best = 0;
    if (this.folded) {
      const tries = machines.candidates(machine);
      tries.forEach((order, k) => {
        const image = { machine: machines.inOrder(machine, order), history: histories.inOrder(history, order) };
        if (k > 0 && (image.machine - to.machine || image.history - to.history) >= 0) return;
        to = image;
        best = order;
      });
    }
    return { to, order: orders[best]! };
  }

  /** How many states without folding the class of this one stands for. */
  orbit({ machine, history }: State): number {
    const { machines, histories, orders } = this.halves;
    const images = orders.map((_, i) => `${machines.inOrder(machine, i)} ${histories.inOrder(history, i)}`);
    return new Set(images).size;
  }
}
