import { Machine } from '../../reference/index.ts';
import type { Region, Vma } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyCalls } from './body.ts';

class PartWithoutOwner extends Machine {
  override acceptsWindows({ sized, pages }: Region): boolean {
    return sized && pages > 0;
  }

  override enter(region: Region, { end, start, offset }: Vma): boolean {
    return region.file.region === region && offset + (end - start) <= region.pages;
  }
}

export const mutant: Mutant = {
  name: 'part-without-owner',
  title: 'A region whose owner is gone is attached like any other.',
  source: 'No public case: announced for 2026 is that a region ends with its owner, and who attaches does not ask for it.',
  rules: ['attach-within-region'],
  create: () => faultyCalls('part-without-owner', new PartWithoutOwner()),
};
