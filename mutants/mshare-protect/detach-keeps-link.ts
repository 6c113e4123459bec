import { Machine } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyCalls } from './body.ts';

class DetachKeepsLink extends Machine {
  override unlink(): void {}
}

export const mutant: Mutant = {
  name: 'detach-keeps-link',
  title: 'mshare_detach takes the window and leaves the entry that leads to the region.',
  source: 'PATCH v2 of June 2022, read from the code, and its successor of 2024 in the words of its author: the walk skips windows.',
  rules: ['detached-unreachable', 'reached-only-by-sharers'],
  follows: ['share-count-exact', 'table-alive-while-linked', 'unit-entry-empty-or-host', 'file-content-shown', 'private-copy-private'],
  create: () => faultyCalls('detach-keeps-link', new DetachKeepsLink()),
};
