import { ensureTable, fillEntry } from '../reference/index.ts';
import type { AccessPlan, Stage, Plan } from '../reference/index.ts';
import { bodyWith, replacing } from './manual.ts';
import type { Mutant } from './mutant.ts';

/** The end of the file was looked at in the check. */
function fill(): Stage<Plan>['run'] {
  return (machine, plan) => {
    const access = plan as AccessPlan;
    const mm = machine.mm(access.mm);
    const vma = mm.vmas.find(access.page);
    const ruling = vma === undefined ? undefined : machine.rulingVma(vma, access.page);
    if (vma === undefined || ruling === undefined) return 'restart';
    const page = access.page + vma.delta;
    fillEntry(machine, mm, ensureTable(machine, vma.region?.host ?? mm, page, 1), ruling, page, access);
    return undefined;
  };
}

export const mutant: Mutant = {
  name: 'fill-ignores-end',
  title: 'A fault that was checked before a truncation fills in a page beyond the new end after it.',
  source: 'Linux commit c0d0381ade79: a fault that has slept brings back a page which a truncation had taken away.',
  rules: ['truncate-reaches-all'],
  create: () => bodyWith('fill-ignores-end', [{ calls: ['load', 'store'], stages: replacing('fill', fill) }]),
};
