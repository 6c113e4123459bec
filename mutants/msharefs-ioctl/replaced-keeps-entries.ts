import { Machine, MachineBody } from '../../reference/index.ts';
import type { ContentsPlan, Plan, Stage } from '../../reference/index.ts';
import { manualWith, replacing } from '../manual.ts';
import { describe } from '../mutant.ts';
import type { Mutant } from '../mutant.ts';

function change(usual: Stage<Plan>): Stage<Plan>['run'] {
  return (machine, plan) => {
    const { region, start, end, vma } = plan as ContentsPlan;
    if (vma === undefined) return usual.run(machine, plan);
    region.host.vmas.take(start, end);
    machine.putContents(region, vma);
    return undefined;
  };
}

export const mutant: Mutant = {
  name: 'replaced-keeps-entries',
  title: 'MSHAREFS_CREATE_MAPPING in the place of another object leaves the entries that lead to the old one.',
  source: 'RFC v3 of September 2024 put objects where nothing was; from January 2025 they replace others, and this forgets the entries.',
  rules: ['replaced-for-all'],
  follows: ['entry-maps-file-page', 'entry-obeys-protection', 'file-content-shown', 'other-files-untouched', 'placed-protection-decides'],
  create: () =>
    new MachineBody(
      { ...describe('replaced-keeps-entries'), generations: ['msharefs-ioctl'] },
      new Machine(),
      manualWith({ calls: ['ioctl'], stages: replacing('change-entries', change) }),
    ),
};
