/** The exploration as one call: it gives way to signals and timers, tells its progress, and can be stopped. */
import { setImmediate } from 'node:timers/promises';
import { DenseSearch } from './dense-search.ts';
import type { Exploration } from './exploration.ts';
import type { DenseModel, Model } from './model.ts';
import type { Options } from './options.ts';
import type { Saved } from './saved.ts';
import { Search } from './search.ts';
import type { Searching } from './searching.ts';

/** How long it goes on before it looks up, in milliseconds. */
const STRETCH = 100;
const FIRST_STATES = 16;
const MOST_STATES = 2 ** 16;

/** A search of either kind of model. @throws InputError as their constructors do */
export function searchOf(model: Model | DenseModel, options: Options = {}, saved?: Saved): Searching {
  return 'size' in model ? new DenseSearch(model, options, saved) : new Search(model, options, saved);
}

/**
 * Explores everything that is reachable, or stops as the options say. What was found is told in each case.
 * @throws whatever a model, a visitor or `progress` throws
 */
export async function explore(model: Model | DenseModel, options: Options = {}): Promise<Exploration> {
  const search = searchOf(model, options);
  await drive(search, options);
  return search.result();
}

/** Advances a search to its end, or until the signal is aborted. */
export async function drive(search: Searching, options: Pick<Options, 'progress' | 'signal'>): Promise<void> {
  let states = FIRST_STATES;
  let more = true;
  while (more) {
    if (options.signal?.aborted) return search.interrupt();
    const start = performance.now();
    more = search.advance(states);
    // Models differ in speed by a factor of a thousand; the stretch is found by doubling.
    states = nextStretch(states, performance.now() - start);
    options.progress?.(search.progress());
    await setImmediate();
  }
}

function nextStretch(states: number, milliseconds: number): number {
  if (milliseconds > STRETCH) return Math.max(1, states >> 1);
  return milliseconds < STRETCH / 2 ? Math.min(MOST_STATES, states * 2) : states;
}
