import { TARGET_SHIFT, UPPER_BITS, ensureTable } from '../../reference/index.ts';
import type { Mm, Table } from '../../reference/index.ts';
import type { Hazard } from '../hazard.ts';

export const wideLink: Hazard = {
  id: 'wide-link',
  title: 'An empty PUD entry of a guest is pointed at the PMD page of the host, which makes a whole GiB common.',
  evidence: 'derived',
  source: 'ptshare RFC v2, patch 4 (ptshare_copy_pmd)',
  machine: (Base) =>
    class WideLink extends Base {
      override link(mm: Mm, page: number, leaf: Table): void {
        const region = mm.vmas.find(page)?.region;
        const pmd = region === undefined || this.layout.levels < 3 ? undefined : this.descend(region.host, page, 2);
        if (pmd === undefined || this.descend(mm, page, 2) !== undefined) return super.link(mm, page, leaf);
        ensureTable(this, mm, page, 3).set(this.layout.index(page, 3), (pmd.id << TARGET_SHIFT) | UPPER_BITS);
        this.countLink(pmd, 1);
      }
    },
};
