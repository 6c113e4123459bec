import { INSPECTION } from '../features.ts';
import type { MmShot } from '../../schemas/generated/types.ts';
import { BUF_SLOT, HOST, RW } from '../picture.ts';
import { nameOfKey } from '../regions.ts';
import type { Rule } from '../rule.ts';
import { BUF, Scene } from '../scene.ts';
import { livesBySharers } from '../scopes.ts';
import type { World } from '../world.ts';

/** The host serves a region that came to its end, and no mapping could be meant instead. */
function hasEnded(world: World, mm: MmShot): boolean {
  const { host } = mm;
  return host !== null && world.ended.has(nameOfKey(host.file, host.offsetPage, host.startPage, host.pages));
}

export const rule: Rule = {
  id: 'last-out-frees',
  family: 'teardown',
  sentence: 'When the last sharer has left, the host mm is gone.',
  source: 'A region is its sharers; read from the posted code of 2023: it counts neither fork nor exit and leaks the host.',
  needs: 'tables',
  scope: livesBySharers,
  concerns: INSPECTION.ended,
  inspect: (v) => {
    const host = v.orphanHosts.find((mm) => hasEnded(v.world, mm))?.host;
    if (host) return { wrong: `a host for ${host.file} lives, and nobody shares its region any more` };
    return v.world.ended.size > 0 ? 'held' : undefined;
  },
  holds: new Scene('Nobody is left, nor is the host')
    .map('A')
    .unmap('A', BUF, '0x200000')
    .shows({ leaves: {}, mms: [{ process: 'A', slots: {} }] })
    .end(),
  breaks: new Scene('Nobody is left but the host')
    .map('A')
    .unmap('A', BUF, '0x200000')
    .shows({
      leaves: { 1: [0, 7, RW] },
      mms: [
        { process: 'A', slots: {} },
        { host: HOST, slots: { [BUF_SLOT]: 1 } },
      ],
    })
    .end(),
};
