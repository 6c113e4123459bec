import { attachedAt } from '../attach-part.ts';
import { alignedClaim } from '../attach.ts';
import { B_WINDOW, UNIT, inWindow, oneRegion } from '../region-scene.ts';
import { windowsByUnit } from '../scopes.ts';
import type { Rule } from '../rule.ts';

function anywhere(title: string, addr: string): Rule['holds'] {
  return oneRegion(title)
    .does({ call: 'mmap', process: 'A', length: UNIT, prot: ['PROT_READ'], flags: ['MAP_SHARED'], fd: 'r' }, { result: 'done', addr })
    .end();
}

export const rule: Rule = {
  id: 'window-aligned',
  family: 'alignment',
  sentence: 'A window begins at a multiple of the unit, wherever the kernel puts it.',
  source: 'PATCH v3 of August 2025, patch 7.',
  needs: 'outcome',
  scope: windowsByUnit,
  calls: ['mmap', 'mshare_attach'],
  onCall: (v) => (v.call.call === 'mmap' ? alignedClaim(v) : attachedAt(v)),
  holds: anywhere('A multiple of 512 GiB', B_WINDOW),
  breaks: anywhere('Between two of them', inWindow(B_WINDOW, 512)),
};
