import { Machine } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyCalls } from './body.ts';

class CallGivesAnyRight extends Machine {
  override allowsProtection(): boolean {
    return true;
  }
}

export const mutant: Mutant = {
  name: 'call-gives-any-right',
  title: 'mshare_protect gives rights that the object was not opened with.',
  source: 'No public case: mprotect compares with the mode of the file, and a call of its own can forget to.',
  rules: ['change-within-region'],
  create: () => faultyCalls('call-gives-any-right', new CallGivesAnyRight()),
};
