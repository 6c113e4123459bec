import { Machine } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class DoubleFree extends Machine {
  override freeTable(id: number): void {
    const again = this.tables.at(id)?.level === 1;
    super.freeTable(id);
    if (again) this.tables.freed++;
  }
}

export const mutant: Mutant = {
  name: 'double-free',
  title: 'Two paths of the teardown free the same leaf tables.',
  source: 'On-demand-fork, commits a30d09b60 and d8ccd3ce5: the zap path and the freeing path both drop the table.',
  rules: ['freed-once'],
  create: () => faultyBody('double-free', new DoubleFree()),
};
