import { Machine } from '../../reference/index.ts';
import type { Region } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyCalls } from './body.ts';

class ShareDeniesReaders extends Machine {
  override allowsAccess(region: Region, access: number): boolean {
    return access === region.access;
  }
}

export const mutant: Mutant = {
  name: 'share-denies-readers',
  title: 'Who asks for less access than the creator did is refused.',
  source: 'PATCH v1 of April 2022 compares the numbers of the flags bit by bit.',
  rules: ['attach-within-rights'],
  create: () => faultyCalls('share-denies-readers', new ShareDeniesReaders()),
};
