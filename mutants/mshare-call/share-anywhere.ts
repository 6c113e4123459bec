import { Machine } from '../../reference/index.ts';
import type { Region } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyCalls } from './body.ts';

class ShareAnywhere extends Machine {
  override fitsRegion({ pages }: Region, start: number, end: number): boolean {
    return end - start === pages;
  }

  override allowsWindowAt(): boolean {
    return true;
  }
}

export const mutant: Mutant = {
  name: 'share-anywhere',
  title: 'Whoever attaches gets a window wherever it asks for one.',
  source: 'The posted code of 2022 does not compare the range of an attachment with that of the region.',
  rules: ['attach-in-place'],
  create: () => faultyCalls('share-anywhere', new ShareAnywhere()),
};
