import { Machine } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyPools } from './body.ts';

class UnmapFreesLinked extends Machine {
  override isLinked(): boolean {
    return false;
  }
}

export const mutant: Mutant = {
  name: 'unmap-frees-linked',
  title: 'What is emptied by MSHAREFS_UNMAP loses its tables, though windows lead to them.',
  source: 'PATCH v2 of April 2025, read from the code: no count of links; the third version has one, as its list of changes says.',
  rules: ['table-alive-while-linked'],
  follows: ['unit-entry-empty-or-host'],
  create: () => faultyPools('unmap-frees-linked', new UnmapFreesLinked()),
};
