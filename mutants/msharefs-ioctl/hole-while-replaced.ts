import { Machine, MachineBody } from '../../reference/index.ts';
import type { ContentsPlan, Plan, Stage } from '../../reference/index.ts';
import { manualWith } from '../manual.ts';
import { describe } from '../mutant.ts';
import type { Mutant } from '../mutant.ts';

/** What is new comes in when what was old is flushed and freed; nobody is kept from looking in between. */
function inTwo(usual: readonly Stage<Plan>[]): readonly Stage<Plan>[] {
  const emptying = usual.map((stage) => ({
    ...stage,
    run: (machine: Machine, plan: Plan) => stage.run(machine, stage.label === 'change-entries' ? emptied(plan) : plan),
  }));
  const insert: Stage<Plan> = {
    label: 'insert',
    run(machine, plan) {
      const { region, vma } = plan as ContentsPlan;
      if (vma !== undefined) machine.putContents(region, vma);
      return undefined;
    },
  };
  return [...emptying, insert];
}

function emptied(plan: Plan): Plan {
  return { ...plan, vma: undefined };
}

export const mutant: Mutant = {
  name: 'hole-while-replaced',
  title:
    'MSHAREFS_CREATE_MAPPING in the place of another object makes a hole first, and who looks there meanwhile is told that nothing is mapped.',
  source: 'No public case: the guests fault without the mmap lock of the host, under which unmapping and mapping are one.',
  rules: ['success-owed'],
  create: () =>
    new MachineBody(
      { ...describe('hole-while-replaced'), generations: ['msharefs-ioctl'] },
      new Machine(),
      manualWith({ calls: ['ioctl'], stages: inTwo }),
    ),
};
