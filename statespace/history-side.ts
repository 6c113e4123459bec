/** The half of a state that is its history: what the judge knows, in every reading that is still possible. */
import type { Naming } from '../schemas/words.ts';
import { WordReader } from '../schemas/words.ts';
import { loadWorld, saveWorld } from '../spec/index.ts';
import type { Asked, World } from '../spec/index.ts';
import { WordInterner } from './interner.ts';
import type { Order } from './orders.ts';

/** Each reading once: its words, by the text of them. */
export type Readings = ReadonlyMap<string, readonly number[]>;

export class HistorySide {
  readonly words: WordInterner = new WordInterner();
  private readonly empty: World;
  private readonly asked: Asked;
  private readonly naming: Naming;
  private readonly orders: readonly Order[];
  private readonly images: Map<number, number> = new Map();
  /** Whether the order of the readings is left out; where calls overlap it depends on which of them began first. */
  private readonly sorted: boolean;

  constructor(empty: World, asked: Asked, naming: Naming, orders: readonly Order[], sorted = false) {
    this.empty = empty;
    this.asked = asked;
    this.naming = naming;
    this.orders = orders;
    this.sorted = sorted;
  }

  /** The number of these readings: in their order, each once. */
  of(worlds: readonly World[]): number {
    return this.words.of(this.save(worlds, this.naming));
  }

  /** The words of each reading, by a text that is the same for readings that are alike. */
  readingsOf(worlds: readonly World[]): Readings {
    return this.readings(worlds, this.naming);
  }

  /** The number of readings that were written already. */
  ofReadings(readings: Readings): number {
    return this.words.of(this.joined(readings));
  }

  /** Readings that are like those that got the number. They belong to the caller. */
  load(history: number): World[] {
    const reader = new WordReader(this.words.at(history));
    const worlds = reader.list(() => loadWorld(this.empty, this.naming, reader));
    if (!reader.done) throw new Error('the words of a history are too many');
    return worlds;
  }

  /** The same readings with processes and CPUs in another order. */
  inOrder(history: number, order: number): number {
    if (order === 0) return history;
    const key = order * 2 ** 32 + history;
    const known = this.images.get(key);
    if (known !== undefined) return known;
    const image = this.words.of(this.save(this.load(history), { ...this.naming, ...this.orders[order] }));
    this.images.set(key, image);
    return image;
  }

  private save(worlds: readonly World[], naming: Naming): number[] {
    if (worlds.length === 1) return this.write(worlds[0]!, naming, [1]);
    return this.joined(this.readings(worlds, naming));
  }

  private readings(worlds: readonly World[], naming: Naming): Readings {
    const all = worlds.map((world) => this.write(world, naming, []));
    return new Map(all.map((words) => [String(words), words]));
  }

  private joined(readings: Readings): number[] {
    const texts = [...readings.keys()];
    if (this.sorted) texts.sort();
    return [readings.size, ...texts.flatMap((text) => readings.get(text)!)];
  }

  private write(world: World, naming: Naming, out: number[]): number[] {
    saveWorld(world, naming, this.asked, out);
    return out;
  }
}
