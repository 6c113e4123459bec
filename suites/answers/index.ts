import { forkDomain } from './fork-domain.ts';
import { hugetlbPmd } from './hugetlb-pmd.ts';
import { mapSharedPt } from './map-shared-pt.ts';
import { mshareCall } from './mshare-call.ts';
import { mshareProtect } from './mshare-protect.ts';
import { msharefsIoctl } from './msharefs-ioctl.ts';
import { msharefs } from './msharefs.ts';
import type { AnswerRow } from './row.ts';

export type { AnswerRow } from './row.ts';

/** By generation. */
export const answers: Readonly<Record<string, readonly AnswerRow[]>> = {
  'map-shared-pt': mapSharedPt,
  'hugetlb-pmd': hugetlbPmd,
  'fork-domain': forkDomain,
  'msharefs-ioctl': msharefsIoctl,
  'mshare-protect': mshareProtect,
  msharefs,
  'mshare-call': mshareCall,
};
