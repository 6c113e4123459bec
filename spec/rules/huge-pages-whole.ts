import { hugeErrors } from '../huge-errors.ts';
import type { Rule } from '../rule.ts';
import { refused } from '../scene.ts';
import { hugeAt, twoHuge } from '../huge-scene.ts';
import { hugePages } from '../scopes.ts';

export const rule: Rule = {
  id: 'huge-pages-whole',
  family: 'errors',
  sentence:
    'A huge page is never cut: munmap and mprotect that end within one, a size of a file that does, and mremap that makes a mapping larger are refused with EINVAL.',
  source: 'mmap(2) on huge pages; Linux, hugetlb_vm_op_split, hugetlbfs_setattr, and mremap of hugetlb mappings since 5.16.',
  needs: 'outcome',
  scope: hugePages,
  calls: ['munmap', 'mprotect', 'ftruncate', 'mremap'],
  onCall: hugeErrors,
  holds: twoHuge('Half a huge page is not unmapped').unmap('A', hugeAt(0), '0x100000', refused('EINVAL')).end(),
  breaks: twoHuge('Half a huge page is unmapped').unmap('A', hugeAt(0), '0x100000').end(),
};
