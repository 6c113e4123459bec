import type { SavedTally } from './tally.ts';

/** A search at rest between two states. `writeCheckpoint` puts it into a file. */
export interface Saved {
  readonly about: SavedAbout;
  readonly tally: SavedTally;
  /** The states in the order of discovery. */
  readonly words: Int32Array;
  /** Empty for a dense model. */
  readonly parents: Int32Array;
  /** The values behind interned words; empty where the model has none. */
  readonly interned: Uint8Array;
}

/** What has to be the same when the search goes on. */
export interface SavedAbout {
  readonly model: string;
  readonly kind: 'general' | 'dense';
  readonly width: number;
  readonly folded: boolean;
  readonly invariants: readonly string[];
  readonly states: number;
}
