import { overWideLink } from '../../mutants/over-wide-link.ts';
import type { Hazard } from '../hazard.ts';

export const wideLink: Hazard = {
  id: 'wide-link',
  title: 'An empty PUD entry of a guest is pointed at the PMD page of the host, which makes a whole GiB common.',
  evidence: 'derived',
  source: 'ptshare RFC v2, patch 4 (ptshare_copy_pmd)',
  machine: overWideLink,
};
