import { Machine } from '../../reference/index.ts';
import type { Vma } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyPools } from './body.ts';

class WindowDecidesToo extends Machine {
  override protOver(vma: Vma, ruling: Vma): number {
    return ruling.prot & vma.prot;
  }
}

export const mutant: Mutant = {
  name: 'window-decides-too',
  title: 'The protection of a window restricts what was put into the region.',
  source: 'No public case: David Hildenbrand asked in 2023 that the protection of a window count, and no posted series does it.',
  rules: ['placed-protection-decides'],
  create: () => faultyPools('window-decides-too', new WindowDecidesToo()),
};
