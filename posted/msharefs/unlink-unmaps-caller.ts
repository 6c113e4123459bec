import { takeMappings } from '../../reference/index.ts';
import type { File, Gather, Process } from '../../reference/index.ts';
import type { Hazard } from '../hazard.ts';

export const unlinkUnmapsCaller: Hazard = {
  id: 'unlink-unmaps-caller',
  title: 'unlink first unmaps, in the caller, whatever lies where the region is.',
  evidence: 'derived',
  source: 'PATCH v2 of June 2022, patch 9',
  machine: (Base) =>
    class UnlinkUnmapsCaller extends Base {
      override unname(file: File, caller: Process, gather: Gather): void {
        const { region } = file;
        if (region !== undefined && region.pages > 0) {
          takeMappings(this, caller.mm, region.start, region.start + region.pages, gather);
          for (const { region: left, mm, delta } of gather.detached) this.detach(left, mm, gather, delta);
        }
        super.unname(file, caller, gather);
      }
    },
};
