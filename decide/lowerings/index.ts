import { DEFAULT_GEOMETRY } from '../../schemas/contract.ts';
import type { Lowering } from '../lowering.ts';
import { byMmap } from './by-mmap.ts';
import { mshareProtect } from './mshare-protect.ts';
import { msharefsIoctl } from './msharefs-ioctl.ts';

/** By generation, in the order of reports. */
export const lowerings: readonly Lowering[] = [
  byMmap({ generation: 'map-shared-pt', geometry: DEFAULT_GEOMETRY, pages: 512, flags: ['MAP_SHARED', 'MAP_SHARED_PT'] }),
  byMmap({
    generation: 'hugetlb-pmd',
    geometry: { pageSize: 2_097_152, entriesPerTable: 512, levels: 3, cpus: 2 },
    pages: 512,
    flags: ['MAP_SHARED'],
  }),
  msharefsIoctl,
  mshareProtect,
  byMmap({ generation: 'fork-domain', geometry: DEFAULT_GEOMETRY, pages: 512, flags: ['MAP_SHARED', 'MAP_SHARED_PT'] }),
];
