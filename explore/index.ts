/** What other rooms may use of the engine. */
export { readCheckpoint, writeCheckpoint } from './checkpoint.ts';
export { DenseSearch } from './dense-search.ts';
export type { ActionCount, Exploration, Incomplete, Step, Violation } from './exploration.ts';
export { drive, explore, searchOf } from './explore.ts';
export { Interner } from './intern.ts';
export type { Action, DenseInvariant, DenseModel, Folding, Interned, Invariant, Model } from './model.ts';
export type { Options, Progress, Visit } from './options.ts';
export type { Saved } from './saved.ts';
export { Search } from './search.ts';
export type { Searching } from './searching.ts';
export { Successors } from './successors.ts';
