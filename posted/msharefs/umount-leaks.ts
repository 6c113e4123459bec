import { replacing } from '../../mutants/manual.ts';
import type { Hazard } from '../hazard.ts';

export const umountLeaks: Hazard = {
  id: 'umount-leaks',
  title: 'A region that still has its name when msharefs is unmounted is never freed.',
  evidence: 'reviewer',
  source: 'PATCH v2 of June 2022, patch 7; Mark Hemment',
  detours: [
    {
      calls: ['umount'],
      stages: replacing('umount', (usual) => (machine, plan) => {
        const next = usual.run(machine, plan);
        plan.gather?.forsaken.splice(0);
        return next;
      }),
    },
  ],
};
