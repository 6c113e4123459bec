import type { Hazard } from '../hazard.ts';

export const refilledWithoutOwner: Hazard = {
  id: 'refilled-without-owner',
  title: 'MSHAREFS_CREATE_MAPPING does not ask whether the owner is still there, and fills the region anew for the windows that are left.',
  evidence: 'derived',
  source: 'PATCH v3 of August 2025, patches 17 and 18',
  permitted: 'q-place-ownerless',
  machine: (Base) =>
    class RefilledWithoutOwner extends Base {
      override acceptsContents(): boolean {
        return true;
      }
    },
};
