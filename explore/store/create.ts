import { ManyWordStore } from './many-words.ts';
import { OneWordStore } from './one-word.ts';
import type { StateStore } from './state-store.ts';
import { TwoWordStore } from './two-words.ts';

/**
 * @param width 32-bit words a state
 * @param limit bytes that the store may take
 */
export function createStore(width: number, limit: number): StateStore {
  if (width === 1) return new OneWordStore(width, limit);
  return width === 2 ? new TwoWordStore(width, limit) : new ManyWordStore(width, limit);
}
