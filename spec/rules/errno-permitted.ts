import { errorsClaim } from '../errors.ts';
import type { Rule } from '../rule.ts';
import { at, refused, twoSharers } from '../scene.ts';
import { everyGeneration } from '../scopes.ts';

export const rule: Rule = {
  id: 'errno-permitted',
  family: 'errors',
  sentence: 'A call that ordinary Linux refuses is refused with one of the errors that are due; where several are, any of them.',
  source: 'mmap(2), munmap(2), mprotect(2), madvise(2), mremap(2), ftruncate(2), close(2).',
  needs: 'outcome',
  scope: everyGeneration,
  questions: ['q-mprotect-hole'],
  calls: ['close', 'ftruncate', 'mmap', 'munmap', 'mprotect', 'madvise', 'mremap'],
  onCall: errorsClaim,
  holds: twoSharers('An unaligned address').unmap('A', at(0, 1), '0x1000', refused('EINVAL')).end(),
  breaks: twoSharers('An unaligned address is taken').unmap('A', at(0, 1), '0x1000').end(),
};
