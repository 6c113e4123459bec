import { alignedClaim } from '../attach.ts';
import { B_WINDOW, UNIT, inWindow, oneRegion } from '../region-scene.ts';
import { attachedByMmap } from '../scopes.ts';
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
  scope: attachedByMmap,
  calls: ['mmap'],
  onCall: alignedClaim,
  holds: anywhere('A multiple of 512 GiB', B_WINDOW),
  breaks: anywhere('Between two of them', inWindow(B_WINDOW, 512)),
};
