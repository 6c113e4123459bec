import { Machine } from '../../reference/index.ts';
import type { Region } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyPools } from './body.ts';
import type { Outcome } from '../../schemas/generated/types.ts';

class SizeSetAgain extends Machine {
  override refusesSize(region: Region, pages: number, bytes: number): Outcome | undefined {
    return super.refusesSize(Object.assign(Object.create(region) as Region, { sized: false }), pages, bytes);
  }
}

export const mutant: Mutant = {
  name: 'size-set-again',
  title: 'A region that has a size gets another one.',
  source: 'No public case: PATCH v3 of August 2025, patch 5, allows one size, and this any number, as for an ordinary file.',
  rules: ['size-set-once'],
  create: () => faultyPools('size-set-again', new SizeSetAgain()),
};
