/** Pictures of one body: those that say the same become one object. */
import type { Snapshot } from '../schemas/generated/types.ts';
import { sameSnapshot } from '../spec/index.ts';

export class Album {
  private readonly known: Snapshot[] = [];

  /** The picture that was first to say the same. */
  of(shown: Snapshot): Snapshot {
    const found = this.known.find((one) => sameSnapshot(one, shown));
    if (found === undefined) this.known.push(shown);
    return found ?? shown;
  }
}
