import { Machine } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { MachineClass, Mutant } from './mutant.ts';

export const keyOmitsOffset = (Base: MachineClass): MachineClass =>
  class KeyOmitsOffset extends Base {
    override sameOffset(): boolean {
      return true;
    }
  };

export const mutant: Mutant = {
  name: 'key-omits-offset',
  title: 'Mappings that differ in the offset share a region.',
  source: 'ptshare RFC v2: a later mapper at another offset of the file shares tables of the wrong pages.',
  rules: ['same-offset'],
  follows: ['entry-maps-file-page', 'reached-only-by-sharers', 'share-count-exact', 'file-content-shown'],
  create: () => faultyBody('key-omits-offset', new (keyOmitsOffset(Machine))()),
};
