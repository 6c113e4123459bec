import type { Machine, MmapPlan, Plan, Region, Stage } from '../reference/index.ts';
import { bodyWith, without } from './manual.ts';
import type { Mutant } from './mutant.ts';

interface RacingPlan extends MmapPlan {
  begins?: boolean;
}

function lookup(machine: Machine, plan: RacingPlan): undefined {
  const { request } = plan;
  if (!machine.eligible(request)) return;
  const known: Region | undefined = machine.regions.find((region) => machine.sameKey(region, request));
  plan.begins = known === undefined && request.file?.region === undefined;
  if (known !== undefined && known.prot === request.prot) plan.region = known;
}

function attach(machine: Machine, plan: RacingPlan): undefined {
  const { request } = plan;
  if (plan.begins === true && request.file !== undefined)
    plan.region = machine.createRegion({ ...request, file: request.file }, request.prot);
  if (plan.region !== undefined) machine.attach(plan.region, plan.mm, plan.vma);
}

/** Between the look and what follows from it others may do the same. */
function racing(usual: readonly Stage<Plan>[]): readonly Stage<Plan>[] {
  return usual.map((stage) => {
    if (stage.label === 'lookup') return { label: stage.label, run: (machine: Machine, plan: Plan) => lookup(machine, plan as RacingPlan) };
    if (stage.label === 'attach') return { label: stage.label, run: (machine: Machine, plan: Plan) => attach(machine, plan as RacingPlan) };
    return stage;
  });
}

export const mutant: Mutant = {
  name: 'creators-race',
  title: 'Two who map a file first at once each begin a region of their own, and share nothing.',
  source: 'Karim Manaouil on ptshare RFC v2: the pointer to the shared data of a file is set without a lock, and one host is lost.',
  rules: ['eligible-shares'],
  follows: [
    'entry-obeys-protection',
    'fault-fills-host',
    'guest-entry-empty-or-host',
    'one-table-per-slot',
    'share-count-exact',
    'protect-reaches-sharers',
    'reattach-fresh',
    'leaf-tables-flat',
  ],
  create: () => bodyWith('creators-race', [{ calls: ['mmap'], stages: racing, locks: without('file', ['lookup', 'attach']) }]),
};
