import { Machine } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class DescriptorNotAsked extends Machine {
  override allowsProtection(): boolean {
    return true;
  }
}

export const mutant: Mutant = {
  name: 'descriptor-not-asked',
  title: 'mprotect gives write access to a shared mapping of a file that was opened for reading.',
  source: 'mshare syscalls of 2022, read from the code: O_RDONLY is 0, and testing for it as a bit finds it never.',
  rules: ['errno-permitted'],
  create: () => faultyBody('descriptor-not-asked', new DescriptorNotAsked()),
};
