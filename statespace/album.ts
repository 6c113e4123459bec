/** Pictures of one body: those that say the same become one object. */
import type { Snapshot } from '../schemas/generated/types.ts';

export class Album {
  private readonly known: Map<string, Snapshot> = new Map();

  /** The picture that was first to say the same. */
  of(shown: Snapshot): Snapshot {
    const text = JSON.stringify(shown);
    const found = this.known.get(text) ?? shown;
    this.known.set(text, found);
    return found;
  }
}
