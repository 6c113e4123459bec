import { Machine, protectRange } from '../reference/index.ts';
import type { Mm, Region, Vma } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class JoinResetsProtection extends Machine {
  override attach(region: Region, mm: Mm, vma: Vma): void {
    super.attach(region, mm, vma);
    protectRange(this, region.host, region.start, region.start + region.pages, vma.prot);
  }
}

export const mutant: Mutant = {
  name: 'join-resets-protection',
  title: 'A mapping that joins sets the protection of the region back to its own.',
  source: 'ptshare RFC v2, patch 3: the mode of the region is never set, and each mapper brings its own.',
  rules: ['protect-durable'],
  follows: ['entry-obeys-protection', 'no-stale-translation', 'protect-every-cpu', 'protect-reaches-sharers'],
  create: () => faultyBody('join-resets-protection', new JoinResetsProtection()),
};
