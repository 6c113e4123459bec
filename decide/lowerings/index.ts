import { DEFAULT_GEOMETRY } from '../../schemas/contract.ts';
import type { Lowering } from '../lowering.ts';
import { byMmap } from './by-mmap.ts';
import { mshareCall } from './mshare-call.ts';
import { mshareProtect } from './mshare-protect.ts';
import { msharefs } from './msharefs.ts';
import { msharefsIoctl } from './msharefs-ioctl.ts';

/** By generation, in the order of reports: as they were proposed, then what is there for comparison. */
export const lowerings: readonly Lowering[] = [
  mshareCall,
  msharefs,
  byMmap({ generation: 'map-shared-pt', geometry: DEFAULT_GEOMETRY, pages: 512, flags: ['MAP_SHARED', 'MAP_SHARED_PT'] }),
  msharefsIoctl,
  mshareProtect,
  byMmap({ generation: 'fork-domain', geometry: DEFAULT_GEOMETRY, pages: 512, flags: ['MAP_SHARED', 'MAP_SHARED_PT'] }),
  byMmap({
    generation: 'hugetlb-pmd',
    geometry: { pageSize: 2_097_152, entriesPerTable: 512, levels: 3, cpus: 2 },
    pages: 512,
    flags: ['MAP_SHARED'],
  }),
];
