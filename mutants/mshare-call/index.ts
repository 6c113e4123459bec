import { mutant as shareAnyLength } from './share-any-length.ts';
import { mutant as shareAnywhere } from './share-anywhere.ts';
import { mutant as shareBeginsWithZeros } from './share-begins-with-zeros.ts';
import { mutant as shareDeniesReaders } from './share-denies-readers.ts';
import { mutant as shareEndsWithCreator } from './share-ends-with-creator.ts';
import { mutant as shareMakesEmpty } from './share-makes-empty.ts';
import { mutant as shareOpensKnownName } from './share-opens-known-name.ts';
import { mutant as unlinkAtOnce } from './unlink-at-once.ts';
import { mutant as unlinkNeverCounts } from './unlink-never-counts.ts';
import type { Mutant } from '../mutant.ts';

/** The reference with vices that concern mshare-call alone, in the order of their names. */
export const mshareMutants: readonly Mutant[] = [
  shareAnyLength,
  shareAnywhere,
  shareBeginsWithZeros,
  shareDeniesReaders,
  shareEndsWithCreator,
  shareMakesEmpty,
  shareOpensKnownName,
  unlinkAtOnce,
  unlinkNeverCounts,
];
