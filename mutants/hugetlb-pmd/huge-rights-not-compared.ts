import { Machine } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyHugeBody } from './body.ts';

class HugeRightsNotCompared extends Machine {
  override sameRights(): boolean {
    return true;
  }
}

export const mutant: Mutant = {
  name: 'huge-rights-not-compared',
  title: 'A fault takes the table of a mapping with another protection.',
  source: 'Linux, page_table_shareable: what happens without its comparison of flags.',
  rules: ['same-rights-only', 'entry-obeys-protection'],
  follows: ['protect-only-caller', 'fault-owed'],
  create: () => faultyHugeBody('huge-rights-not-compared', new HugeRightsNotCompared()),
};
