import { replacing } from '../../mutants/manual.ts';
import type { MsharePlan, Plan, Stage, Vma } from '../../reference/index.ts';
import { READ, WRITE } from '../../reference/index.ts';
import type { Hazard } from '../hazard.ts';

/** By O_RDONLY, O_WRONLY and O_RDWR as numbers. The creator keeps the mappings that it has. */
const ALLOWED = [0, WRITE, READ | WRITE];

function insert(usual: Stage<Plan>): Stage<Plan>['run'] {
  return (machine, plan) => {
    const next = usual.run(machine, plan);
    const { process, start, access, region } = plan as MsharePlan;
    const window = process.mm.vmas.find(start);
    if (region !== undefined && window?.region === region) window.prot = ALLOWED[access] ?? 0;
    return next;
  };
}

export const readingMapsNothing: Hazard = {
  id: 'reading-maps-nothing',
  title: 'O_RDONLY is 0, and the test for it never true: who attaches for reading gets a window that allows nothing.',
  evidence: 'derived',
  source: 'RFC of January 2022, patch 4; PATCH v1 of April 2022',
  machine: (Base) =>
    class ReadingMapsNothing extends Base {
      override protOver(vma: Vma, ruling: Vma): number {
        return vma !== ruling && vma.prot === 0 ? 0 : super.protOver(vma, ruling);
      }
    },
  detours: [{ calls: ['mshare'], stages: replacing('insert', insert) }],
};
