import type { Region, WindowRequest } from '../../reference/index.ts';
import type { Outcome } from '../../schemas/generated/types.ts';
import type { Hazard } from '../hazard.ts';

export const privateAccepted: Hazard = {
  id: 'private-accepted',
  title: 'mmap of a region with MAP_PRIVATE is accepted, and shares like any other.',
  evidence: 'derived',
  source: 'PATCH v2 of June 2022, patch 8',
  machine: (Base) =>
    class PrivateAccepted extends Base {
      override refusesWindow(region: Region, request: WindowRequest): Outcome | undefined {
        return super.refusesWindow(region, { ...request, shared: true });
      }
    },
};
