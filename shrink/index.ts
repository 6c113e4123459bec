/** Failing traces made small. */
export { failuresOf } from './signature.ts';
export type { Failure, Signature } from './signature.ts';
export { shrink } from './shrink.ts';
export type { ShrinkOptions, Shrunk, Standing } from './shrink.ts';
export { storyOf } from './story.ts';
export type { Counts } from './trial.ts';
