import { bodyWith } from './manual.ts';
import type { Mutant } from './mutant.ts';

export const mutant: Mutant = {
  name: 'lock-order-inverted',
  title: 'A truncation takes the mappings of its process after the file, munmap the file after the mappings: the two wait for each other.',
  source:
    'Kirill Shutemov and Anthony Yznaga on the mshare series: the locks of guest and host are nested, in both orders on different paths.',
  rules: ['success-owed'],
  create: () =>
    bodyWith('lock-order-inverted', [
      { calls: ['ftruncate'], locks: (usual, point) => (point === 'change-entries' ? [...usual, 'mm'] : usual) },
    ]),
};
