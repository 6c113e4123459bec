import { TARGET_SHIFT, unmapRange } from '../../reference/index.ts';
import type { Gather, Mm, Region, Table, Vma } from '../../reference/index.ts';
import type { Hazard } from '../hazard.ts';

const children = new WeakSet<Mm>();

export const childFreesTables: Hazard = {
  id: 'child-frees-tables',
  title:
    'The window of a forked child belongs to the mm of the child: when it goes, the common tables that the child has come to use are emptied and freed.',
  evidence: 'derived',
  source: 'RFC of January 2022, patch 6 (vm_mm after fork)',
  machine: (Base) =>
    class ChildFreesTables extends Base {
      override attachChild(region: Region, mm: Mm, vma: Vma): void {
        children.add(mm);
        super.attachChild(region, mm, vma);
      }

      override unlink(upper: Table, index: number, gather: Gather): void {
        const table = this.tables.at(upper.get(index) >>> TARGET_SHIFT);
        if (table === undefined || !children.has(this.mm(gather.caller))) return super.unlink(upper, index, gather);
        const { root } = this.mm(table.owner);
        upper.set(index, 0);
        this.countLink(table, -1);
        for (let i = root.next(0); i >= 0; i = root.next(i + 1)) {
          const page = i * this.unitPages;
          if (root.get(i) >>> TARGET_SHIFT === table.id) unmapRange(this, this.mm(table.owner), page, page + this.unitPages, gather);
        }
      }
    },
};
