import { Machine } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { MachineClass, Mutant } from './mutant.ts';

export const privateShares = (Base: MachineClass): MachineClass =>
  class PrivateShares extends Base {
    override allowsType(): boolean {
      return true;
    }
  };

export const mutant: Mutant = {
  name: 'private-shares',
  title: 'MAP_PRIVATE with MAP_SHARED_PT is taken for a sharer.',
  source: 'ptshare RFC v2, patch 3: a mask that contains the bits of both mapping types tests for either.',
  rules: ['needs-map-shared'],
  follows: ['share-count-exact', 'file-content-shown', 'private-copy-private', 'stores-seen-by-sharers'],
  create: () => faultyBody('private-shares', new (privateShares(Machine))()),
};
