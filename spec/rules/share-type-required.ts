import type { MmapCall } from '../../schemas/generated/types.ts';
import { typeCount } from '../calls/mmap.ts';
import type { Rule } from '../rule.ts';
import { Scene, refused } from '../scene.ts';
import { askedByFlag } from '../scopes.ts';

export const rule: Rule = {
  id: 'share-type-required',
  family: 'alignment',
  sentence: 'MAP_SHARED_PT without a mapping type is refused with EINVAL.',
  source: 'ptshare RFC v2, patch 2.',
  needs: 'outcome',
  scope: askedByFlag,
  calls: ['mmap'],
  onCall: (v) => {
    const call = v.call as MmapCall;
    return call.flags.includes('MAP_SHARED_PT') && typeCount(call) === 0 ? { kind: 'refuse', errnos: ['EINVAL'] } : undefined;
  },
  holds: new Scene('The flag alone is refused').map('A', { flags: ['MAP_SHARED_PT', 'MAP_FIXED'], seen: refused('EINVAL') }).end(),
  breaks: new Scene('The flag alone succeeds').map('A', { flags: ['MAP_SHARED_PT', 'MAP_FIXED'] }).end(),
};
