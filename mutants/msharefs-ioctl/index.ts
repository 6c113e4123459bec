import { mutant as anyExitEmpties } from './any-exit-empties.ts';
import { mutant as anySizeAttached } from './any-size-attached.ts';
import { mutant as hintNotRounded } from './hint-not-rounded.ts';
import { mutant as holeWhileReplaced } from './hole-while-replaced.ts';
import { mutant as hugeFileCopied } from './huge-file-copied.ts';
import { mutant as hugePageAnywhere } from './huge-page-anywhere.ts';
import { mutant as hugePageCutOut } from './huge-page-cut-out.ts';
import { mutant as hugeSizeAsAsked } from './huge-size-as-asked.ts';
import { mutant as objectFromItsStart } from './object-from-its-start.ts';
import { mutant as ownerExitKeeps } from './owner-exit-keeps.ts';
import { mutant as ownerlessAttached } from './ownerless-attached.ts';
import { mutant as regionNeverFreed } from './region-never-freed.ts';
import { mutant as replacedKeepsEntries } from './replaced-keeps-entries.ts';
import { mutant as sizeSetAgain } from './size-set-again.ts';
import { mutant as sizeToldAsZero } from './size-told-as-zero.ts';
import { mutant as takenOutOwnMm } from './taken-out-own-mm.ts';
import { mutant as takenOutUnflushed } from './taken-out-unflushed.ts';
import { mutant as unitToldInPages } from './unit-told-in-pages.ts';
import { mutant as unmapFreesLinked } from './unmap-frees-linked.ts';
import { mutant as windowCountedTwice } from './window-counted-twice.ts';
import { mutant as windowDecidesToo } from './window-decides-too.ts';
import { mutant as windowEditsRegion } from './window-edits-region.ts';
import { mutant as windowPartUnmapped } from './window-part-unmapped.ts';
import type { Mutant } from '../mutant.ts';

/** The reference with vices that concern regions filled by ioctls, in the order of their names. */
export const ioctlMutants: readonly Mutant[] = [
  anyExitEmpties,
  anySizeAttached,
  hintNotRounded,
  holeWhileReplaced,
  hugeFileCopied,
  hugePageAnywhere,
  hugePageCutOut,
  hugeSizeAsAsked,
  objectFromItsStart,
  ownerExitKeeps,
  ownerlessAttached,
  regionNeverFreed,
  replacedKeepsEntries,
  sizeSetAgain,
  sizeToldAsZero,
  takenOutOwnMm,
  takenOutUnflushed,
  unitToldInPages,
  unmapFreesLinked,
  windowCountedTwice,
  windowDecidesToo,
  windowEditsRegion,
  windowPartUnmapped,
];
