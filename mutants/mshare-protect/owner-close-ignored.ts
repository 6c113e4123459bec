import { Machine } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyCalls } from './body.ts';

class OwnerCloseIgnored extends Machine {
  override endsWithDescriptor(): boolean {
    return false;
  }
}

export const mutant: Mutant = {
  name: 'owner-close-ignored',
  title: 'A region keeps what it holds when its owner closes the last descriptor.',
  source: 'PATCH v3 of August 2025, where only the exit of the owner counts; announced for 2026 is that closing does as well.',
  rules: ['owner-close-empties'],
  follows: ['entry-obeys-protection'],
  create: () => faultyCalls('owner-close-ignored', new OwnerCloseIgnored()),
};
