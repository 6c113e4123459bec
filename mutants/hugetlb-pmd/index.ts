import { mutant as hugeCountKept } from './huge-count-kept.ts';
import { mutant as hugeDiscardForAll } from './huge-discard-for-all.ts';
import { mutant as hugeFlushLeavesOnly } from './huge-flush-leaves-only.ts';
import { mutant as hugeFlushOnePage } from './huge-flush-one-page.ts';
import { mutant as hugeForkLinks } from './huge-fork-links.ts';
import { mutant as hugeOffsetNotCompared } from './huge-offset-not-compared.ts';
import { mutant as hugePageCut } from './huge-page-cut.ts';
import { mutant as hugePartShares } from './huge-part-shares.ts';
import { mutant as hugeProtectForAll } from './huge-protect-for-all.ts';
import { mutant as hugeRightsNotCompared } from './huge-rights-not-compared.ts';
import { mutant as hugeTableFreed } from './huge-table-freed.ts';
import { mutant as hugeUnshareFlushesLate } from './huge-unshare-flushes-late.ts';
import { mutant as hugeUnshareWithoutFlush } from './huge-unshare-without-flush.ts';
import { mutant as hugeUpperLinked } from './huge-upper-linked.ts';
import type { Mutant } from '../mutant.ts';

/** The reference with vices that concern hugetlb-pmd alone, in the order of their names. */
export const hugetlbMutants: readonly Mutant[] = [
  hugeCountKept,
  hugeDiscardForAll,
  hugeFlushLeavesOnly,
  hugeFlushOnePage,
  hugeForkLinks,
  hugeOffsetNotCompared,
  hugePageCut,
  hugePartShares,
  hugeProtectForAll,
  hugeRightsNotCompared,
  hugeTableFreed,
  hugeUnshareFlushesLate,
  hugeUnshareWithoutFlush,
  hugeUpperLinked,
];
