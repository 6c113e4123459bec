import { Machine } from '../../reference/index.ts';
import type { OpenFlags } from '../../schemas/generated/types.ts';
import type { Mutant } from '../mutant.ts';
import { faultyCalls } from './body.ts';

class ShareOpensKnownName extends Machine {
  override demandsNew(flags: OpenFlags): boolean {
    return flags.includes('O_CREAT') && flags.includes('O_EXCL');
  }
}

export const mutant: Mutant = {
  name: 'share-opens-known-name',
  title: 'mshare() with O_CREAT attaches to a name that is there, as open(2) would open it.',
  source: 'PATCH v1 of April 2022: its comment speaks of O_CREAT and O_EXCL together, its code of either.',
  rules: ['name-not-taken'],
  create: () => faultyCalls('share-opens-known-name', new ShareOpensKnownName()),
};
