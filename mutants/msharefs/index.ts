import { mutant as childNotCounted } from './child-not-counted.ts';
import { mutant as descriptorNotCounted } from './descriptor-not-counted.ts';
import { mutant as regionAnywhere } from './region-anywhere.ts';
import { mutant as regionBeginsSmall } from './region-begins-small.ts';
import { mutant as regionNeverForgotten } from './region-never-forgotten.ts';
import { mutant as regionOfAnySize } from './region-of-any-size.ts';
import { mutant as regionTellsItsEnd } from './region-tells-its-end.ts';
import { mutant as unlinkEndsRegion } from './unlink-ends-region.ts';
import { mutant as windowCut } from './window-cut.ts';
import { mutant as windowFlushOwnCpu } from './window-flush-own-cpu.ts';
import { mutant as windowKeepsLink } from './window-keeps-link.ts';
import { mutant as windowRules } from './window-rules.ts';
import type { Mutant } from '../mutant.ts';

/** The reference with vices that concern msharefs alone, in the order of their names. */
export const msharefsMutants: readonly Mutant[] = [
  childNotCounted,
  descriptorNotCounted,
  regionAnywhere,
  regionBeginsSmall,
  regionNeverForgotten,
  regionOfAnySize,
  regionTellsItsEnd,
  unlinkEndsRegion,
  windowCut,
  windowFlushOwnCpu,
  windowKeepsLink,
  windowRules,
];
