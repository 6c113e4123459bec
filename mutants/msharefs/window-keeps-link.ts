import { Machine } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyRegions } from './body.ts';

class WindowKeepsLink extends Machine {
  override unlink(): void {}
}

export const mutant: Mutant = {
  name: 'window-keeps-link',
  title: 'munmap takes the window and leaves the entry that leads to the region.',
  source: 'PATCH v2 of June 2022, read from the code, and its successor of 2024 in the words of its author: the walk skips windows.',
  rules: ['detached-unreachable', 'unit-entry-empty-or-host', 'reached-only-by-sharers'],
  follows: ['share-count-exact', 'table-alive-while-linked', 'file-content-shown', 'other-files-untouched', 'private-copy-private'],
  create: () => faultyRegions('window-keeps-link', new WindowKeepsLink()),
};
