import { addressClaim } from '../answers.ts';
import type { Rule } from '../rule.ts';
import { Scene, at } from '../scene.ts';
import { everyGeneration } from '../scopes.ts';

export const rule: Rule = {
  id: 'mmap-address',
  family: 'errors',
  sentence:
    'mmap and mremap answer with a page-aligned address in user space where nothing else is mapped; with MAP_FIXED or MREMAP_FIXED, with the address asked for.',
  source: 'mmap(2), mremap(2).',
  needs: 'outcome',
  scope: everyGeneration,
  calls: ['mmap', 'mremap'],
  onCall: addressClaim,
  holds: new Scene('The address asked for').map('A').end(),
  breaks: new Scene('Another address').map('A', { at: at(512) }).end(),
};
