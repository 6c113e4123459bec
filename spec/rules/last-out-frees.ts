import { BUF_SLOT, HOST, RW } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, Scene } from '../scene.ts';
import { everyGeneration } from '../scopes.ts';

export const rule: Rule = {
  id: 'last-out-frees',
  family: 'teardown',
  sentence: 'When the last sharer has left, the host mm is gone.',
  source: 'Invariant I-10 of the design; the posted code counts neither fork nor exit and leaks the host.',
  needs: 'tables',
  scope: everyGeneration,
  inspect: (v) => {
    const host = v.orphanHosts[0]?.host;
    if (host) return { wrong: `a host for ${host.file} lives, and nobody shares its region` };
    return v.world.ended.size > 0 ? 'held' : undefined;
  },
  holds: new Scene('Nobody is left, nor is the host').map('A').unmap('A', BUF, '0x200000').shows({ leaves: {}, mms: [{ process: 'A', slots: {} }] }).end(),
  breaks: new Scene('Nobody is left but the host').map('A').unmap('A', BUF, '0x200000').shows({ leaves: { 1: [0, 7, RW] }, mms: [{ process: 'A', slots: {} }, { host: HOST, slots: { [BUF_SLOT]: 1 } }] }).end(),
};
